package org.extendrouter.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.StreamSupport;

/** Someone at the management port with curl. */
final class Operator {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String actuator;

  Operator(RunningRouter router) {
    this.actuator = "http://127.0.0.1:" + router.managementPort() + "/actuator";
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path);
  }

  HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return send("POST", path);
  }

  HttpResponse<String> delete(String path) throws IOException, InterruptedException {
    return send("DELETE", path);
  }

  static JsonNode json(HttpResponse<String> answer) throws IOException {
    return MAPPER.readTree(answer.body());
  }

  /** The dead letters of one event, waited for. */
  List<JsonNode> awaitDeadLetters(String eventId, int count) {
    return await().until(() -> deadLetters(eventId), letters -> letters.size() >= count);
  }

  List<JsonNode> deadLetters(String eventId) throws IOException, InterruptedException {
    JsonNode oldest = json(get("/deadletters?limit=1000")).path("oldest");
    return StreamSupport.stream(oldest.spliterator(), false)
        .filter(letter -> letter.path("eventId").asText().equals(eventId))
        .toList();
  }

  /** What health asks an operator to do, a line each; empty if there is nothing. */
  String toDo() throws IOException, InterruptedException {
    JsonNode toDo = json(get("/health/operator")).at("/components/attention/details/toDo");
    return String.join(
        "\n", StreamSupport.stream(toDo.spliterator(), false).map(JsonNode::asText).toList());
  }

  /** A sample of the Prometheus page; NaN if it is not there. */
  double metric(String nameAndTags) throws IOException, InterruptedException {
    return get("/prometheus")
        .body()
        .lines()
        .filter(line -> line.startsWith(nameAndTags + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(nameAndTags.length() + 1)))
        .findFirst()
        .orElse(Double.NaN);
  }

  private HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(actuator + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return CLIENT.send(request, BodyHandlers.ofString());
  }
}
