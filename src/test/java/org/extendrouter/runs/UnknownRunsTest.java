package org.extendrouter.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.extendrouter.event.EventMapper;
import org.extendrouter.event.WebhookEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Extend's next change may look like. */
class UnknownRunsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          classify_run.completed          | {"object":"classify_run","id":"clr_1"} | the event type "classify_run.completed"
          run.done                        | {"object":"classify_run","id":"clr_1"} | the event type "run.done"
          classify_run.done               | {"object":"signed_data_url","data":"https://a"} | the event type "classify_run.done"
          step.done                       | {"result":{"classifyRun":{"id":"clr_1"}}} | the event type "step.done"
          workflow_run.step_run.processed | {"stepType":"classify","result":{"classifyRun":{"id":"clr_1"}}} | a step of the type "classify"
          workflow_run.step_run.processed | {"stepType":null,"result":{"classifyRun":{"id":"clr_1"}}} | a step of the type
          workflow_run.step_run.processed | {"stepType":"classify"} | a step of the type "classify"
          processor_run.processed         | {"type":"classify","output":{"type":"invoice"}} | a processor of the type "classify"
          processor_run.processed         | {"type":null,"output":{"type":"invoice","confidence":0.9}} | a processor of the type
          workflow_run.completed          | {"object":"workflow_run","stepRuns":null} | without a list of stepRuns
          workflow_run.completed          | {"object":"workflow_run","stepRuns":{"id":"a"}} | without a list of stepRuns
          workflow_run.completed          | {"object":"workflow_run","steps":[]} | without a list of stepRuns
          workflow_run.completed          | {"object":"workflow_run","stepRuns":[{"stepType":"CLASSIFIER","result":{"classifyRun":{"id":"clr_1"}}}]} | a step of the type "CLASSIFIER"
          """)
  void aClassifyRunUnderANewNameIsTold(String type, String payload, String words)
      throws IOException {
    assertThat(UnknownRuns.in(event(type, payload)))
        .hasValueSatisfying(what -> assertThat(what).contains(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          extract_run.processed           | {"object":"extract_run","output":{"type":"invoice"}}
          processor_run.processed         | {"type":"EXTRACT","output":{"type":"invoice"}}
          processor_run.processed         | {"output":{"type":"a field of the document","total":5}}
          workflow_run.step_run.processed | {"stepType":"EXTRACT","result":{"extractRun":{}}}
          workflow_run.step_run.processed | {"stepType":"CLASSIFY","result":null}
          workflow_run.completed          | {"object":"workflow_run","stepRuns":[{"stepType":"EXTRACT"},{"stepType":"CLASSIFY"}]}
          workflow_run.completed          | {"object":"workflow_run","stepRuns":[]}
          workflow_run.completed          | {"object":"signed_data_url","data":"https://a"}
          workflow_run.needs_review       | {"object":"workflow_run","stepRuns":[{"stepType":"CLASSIFY","result":{"classifyRun":{"id":"clr_1"}}}]}
          batch_processor_run.processed   | {"object":"batch_run","id":"bpr_1"}
          classify_run.processed          | {"object":"classify_run","id":"clr_1"}
          classifier.updated              | {"object":"classifier"}
          """)
  void otherEventsAreOrdinary(String type, String payload) throws IOException {
    assertThat(UnknownRuns.in(event(type, payload))).isEmpty();
  }

  private static WebhookEvent event(String type, String payload) throws IOException {
    return new EventMapper()
        .json()
        .readValue(
            "{\"eventId\":\"evt_1\",\"eventType\":\"%s\",\"payload\":%s}".formatted(type, payload),
            WebhookEvent.class);
  }
}
