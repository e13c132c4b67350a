/**
 * What an application that embeds the router asks Spring Boot for, and what only the router brings.
 */
package org.extendrouter.application;
