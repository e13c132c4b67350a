package org.extendrouter.runs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.Headers;
import org.apache.camel.Variable;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.WebhookEvent;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.names.RunIds;
import org.extendrouter.names.VariableNames;
import org.extendrouter.text.SafeText;
import org.springframework.stereotype.Component;

/**
 * The names an event goes by on its way: in queues, logs, file names and mails. They are made of
 * few, harmless characters, and are the same each time the event is delivered.
 */
@Component("extendEventIds")
public final class EventIds {

  private static final Pattern PRINTABLE = Pattern.compile("[\\x21-\\x7E]{1,120}");

  /** The two hyphens between run and event stand nowhere else. */
  private static final Pattern NOT_FOR_FILES = Pattern.compile("[^A-Za-z0-9_-]|--+|^-|-$");

  /** What of the older API holds a run of another processor than a classifier, too. */
  private static final Set<String> RUNS = Set.of("classify_run", "document_processor_run");

  /** In bytes. */
  private static final int BEGINNING = 1024;

  private static final int ID = 120;
  private static final int FILE_NAME_PART = 60;
  private static final int DIGEST_LENGTH = 16;

  private final EventMapper mapper;

  EventIds(EventMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * The id by which the inbox tells an event it already has.
   *
   * @param body the event's bytes
   * @return the event's {@code eventId}, or one derived from its bytes if it has none
   */
  public String eventId(@Body byte[] body) {
    String eventId = claimedId(body);
    if (eventId == null || eventId.isBlank()) {
      return "sha256-" + digest(body);
    }
    return PRINTABLE.matcher(eventId).matches() ? eventId : "sha256-" + digest(utf16(eventId));
  }

  /**
   * The id of the run in an event that has just been received, for its first line in the log and
   * for the message in the inbox. A sender waits for the answer, so that only the beginning is
   * read, where Extend writes it. Triage, which reads all of the event, has the last word: the run
   * of a workflow's step is deeper in it, the runs of a workflow are many, and that of an event
   * with a URL is not in it at all.
   *
   * @param body the event's bytes
   * @return the id on one line; {@code -} if it is not found
   */
  public String announcedRunId(@Body byte[] body) {
    int end = Math.min(body.length, BEGINNING);
    // Not between the bytes of one character.
    while (end < body.length && end > 0 && (body[end] & 0xC0) == 0x80) {
      end--;
    }
    try (JsonParser event = mapper.json().createParser(body, 0, end)) {
      if (event.nextToken() == JsonToken.START_OBJECT
          && seek(event, "payload")
          && event.currentToken() == JsonToken.START_OBJECT
          && seek(event, "object")
          && RUNS.contains(event.getText())
          && seek(event, "id")
          && event.currentToken() == JsonToken.VALUE_STRING) {
        return orUnknown(SafeText.oneLine(event.getText(), ID));
      }
    } catch (IOException unreadable) {
      // Or it goes on behind the beginning.
    }
    return RunIds.UNKNOWN;
  }

  /** Reads no further than the id, since a sender waits for the answer. */
  private String claimedId(byte[] body) {
    try (JsonParser event = mapper.json().createParser(body)) {
      return event.nextToken() == JsonToken.START_OBJECT
              && seek(event, "eventId")
              && event.currentToken() == JsonToken.VALUE_STRING
          ? event.getText()
          : null;
    } catch (IOException unreadable) {
      // Triage says why; here it is known by its bytes.
      return null;
    }
  }

  /** Goes on to the value of a field of the object that the parser is in, if it has it. */
  private static boolean seek(JsonParser json, String field) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = json.currentName().equals(field);
      json.nextToken();
      if (found) {
        return true;
      }
      json.skipChildren();
    }
    return false;
  }

  /**
   * The run's id as it may stand in a log line.
   *
   * @param event the event; null if it could not be read
   * @return the id on one line; {@code -} if there is none
   */
  public String runId(@Variable(VariableNames.EVENT) WebhookEvent event) {
    return orUnknown(safeRunId(event));
  }

  /** Empty if there is none. */
  private static String safeRunId(WebhookEvent event) {
    return event == null || event.run() == null ? "" : SafeText.oneLine(event.run().id(), ID);
  }

  private static String orUnknown(String safe) {
    return safe.isEmpty() ? RunIds.UNKNOWN : safe;
  }

  /**
   * The id of the workflow run that the event's run belongs to, as it may stand in a log line.
   *
   * @param event the event; null if it could not be read
   * @param known the id as it is known already, from the event that this one was split from
   * @return the id on one line; null if there is none
   */
  public String workflowRunId(
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.WORKFLOW_RUN_ID) String known) {
    String id = event == null ? "" : SafeText.oneLine(event.workflowRunId(), ID);
    return id.isEmpty() ? known : id;
  }

  /**
   * The id of what the event is about, as it may stand in a log line.
   *
   * @param event the event
   * @return the payload's {@code id} on one line; {@code -} if there is none
   */
  public String payloadId(@Variable(VariableNames.EVENT) WebhookEvent event) {
    return orUnknown(SafeText.oneLine(event.payload().path("id").asText(""), ID));
  }

  /**
   * The name, without ending, of the files that hold this event. Run and event are for people and
   * for {@code grep}; what tells two events apart, also where a file system takes upper and lower
   * case for the same, is the digest of both at its end.
   *
   * @param event the event; null if it could not be read
   * @param eventId the id by which the inbox knows it
   * @return run id, event id and digest, of letters, digits, {@code _} and {@code -} only
   */
  public String fileName(
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.EVENT_ID) String eventId) {
    String runId = safeRunId(event);
    String digest =
        digest((runId + "\n" + eventId).getBytes(StandardCharsets.UTF_8))
            .substring(0, DIGEST_LENGTH);
    return (runId.isEmpty() ? "" : readable(runId) + "--") + readable(eventId) + "-" + digest;
  }

  /**
   * Sets the names by which logs and files know an event. A step does so in half the time of an
   * expression, for which Camel copies the whole message.
   *
   * @param event the event; null if it could not be read, and goes by the run that its beginning
   *     names
   * @param eventId the id by which the inbox knows it
   * @param headers the message's headers
   */
  public void name(
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.EVENT_ID) String eventId,
      @Headers Map<String, Object> headers) {
    if (event != null) {
      headers.put(HeaderNames.RUN_ID, runId(event));
    } else {
      headers.putIfAbsent(HeaderNames.RUN_ID, RunIds.UNKNOWN);
    }
    headers.put(HeaderNames.FILE_NAME, fileName(event, eventId));
  }

  /**
   * Sets the id of the workflow run that the event's run belongs to.
   *
   * @param event the event; null if it could not be read
   * @param known the id as it is known already, from the event that this one was split from
   * @param headers the message's headers; left as they are if there is no id
   */
  public void nameWorkflow(
      @Variable(VariableNames.EVENT) WebhookEvent event,
      @Header(HeaderNames.WORKFLOW_RUN_ID) String known,
      @Headers Map<String, Object> headers) {
    String id = workflowRunId(event, known);
    if (id != null) {
      headers.put(HeaderNames.WORKFLOW_RUN_ID, id);
    }
  }

  private static String readable(String id) {
    String safe = NOT_FOR_FILES.matcher(id).replaceAll("_");
    return safe.length() <= FILE_NAME_PART ? safe : safe.substring(0, FILE_NAME_PART);
  }

  /** Every char as it is: an encoder would make all half surrogates the same. */
  private static byte[] utf16(String text) {
    ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES * text.length());
    bytes.asCharBuffer().put(text);
    return bytes.array();
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
