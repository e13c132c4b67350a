/** What people should see to while webhooks are stored all the same. */
package org.extendrouter.health;
