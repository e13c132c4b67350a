/** Fetches what is too large to post: payloads behind signed URLs. */
package org.extendrouter.payload;
