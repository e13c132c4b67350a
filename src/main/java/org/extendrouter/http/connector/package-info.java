/** Tomcat's connector, with bounds on connections that bring no signed webhook. */
package org.extendrouter.http.connector;
