package com.example.orders;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Scheduled, in an application that has not turned scheduling on. */
@Component
class Chores {

  private final State state;

  Chores(State state) {
    this.state = state;
  }

  @Scheduled(fixedDelay = 100)
  void run() {
    state.handled("a chore ran");
  }
}
