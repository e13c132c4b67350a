package org.extendrouter.health;

import java.util.List;

/** Knows one kind of thing that people should see to. Answers at once, without asking others. */
public interface Concern {

  /**
   * What there is to do now.
   *
   * @return for each thing one sentence: what is wrong, since when if that is known, and what to do
   */
  List<String> toDo();
}
