package com.example.orders;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

@Component
public class State {

  private final List<String> incoming = new CopyOnWriteArrayList<>();
  private final List<String> handled = new CopyOnWriteArrayList<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<String> early = new CopyOnWriteArrayList<>();

  public void incoming(String message) {
    incoming.add(message);
  }

  public void handled(String failure) {
    handled.add(failure);
  }

  public void seen(String text) {
    seen.add(text);
  }

  public void early(String health) {
    early.add(health);
  }

  List<String> getIncoming() {
    return incoming;
  }

  List<String> getHandled() {
    return handled;
  }

  List<String> getSeen() {
    return seen;
  }

  List<String> getEarly() {
    return early;
  }
}
