package org.extendrouter.metrics;

/** How sure the model is, by type. */
interface ConfidenceMeter {

  String DESCRIPTION = "How sure the model was of runs that no person had reviewed";

  String TYPE = "type";

  /** Shows a type, before anything is known of it. */
  void show(String type);

  void record(String type, double confidence);
}
