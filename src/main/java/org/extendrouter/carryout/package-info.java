/** What the routes do with decisions that were taken: each is carried out once. */
package org.extendrouter.carryout;
