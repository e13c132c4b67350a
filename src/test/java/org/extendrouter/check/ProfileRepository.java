package org.extendrouter.check;

import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/** A repository of staff's own, of which nobody knows what it keeps. */
public class ProfileRepository extends MemoryIdempotentRepository {}
