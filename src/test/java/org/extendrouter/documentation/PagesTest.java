package org.extendrouter.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.NodeList;

class PagesTest {

  private static final Pattern ODD_WORDS =
      Pattern.compile(
          "\\bmend(s|ed)?\\b|turned (away|down)|not to be had|\\bestate\\b|\\bholes?\\b|so long does"
              + "|for good and all",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern METRIC = Pattern.compile("extend(_[a-z]+)+");
  private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

  static Stream<Page> pages() {
    return Stream.concat(
        Stream.of(Page.of(Page.README)),
        Stream.of(".github", "routes", "src")
            .flatMap(directory -> Page.below(Path.of(directory)).stream()));
  }

  @Test
  void theReadmeIsShort() {
    assertThat(Page.of(Page.README).text().strip().split("\\s+")).hasSizeLessThanOrEqualTo(700);
  }

  @Test
  void theReadmeLeadsToEachPageAndEachPageBack() {
    String readme = Page.of(Page.README).text();
    assertThat(Page.all())
        .filteredOn(page -> !page.path().equals(Page.README))
        .hasSizeGreaterThan(8)
        .allSatisfy(
            page -> {
              assertThat(readme).contains("](" + page.path() + ")");
              assertThat(page.text()).contains("[Back to the README](../../README.md)");
            });
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachLinkLeadsSomewhere(Page page) {
    assertThat(page.brokenLinks(Path.of(""))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theWordsArePlain(Page page) {
    assertThat(ODD_WORDS.matcher(page.text()).results().map(MatchResult::group)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachMetricThatIsNamedExists(Page page) throws IOException {
    String code = code();
    assertThat(METRIC.matcher(page.text()).results().map(MatchResult::group).distinct())
        .allSatisfy(
            metric -> {
              String name = metric.replaceAll("_(total|seconds)$", "").replace('_', '.');
              assertThat(code)
                  .containsPattern(
                      Pattern.quote(name.replaceAll("\\.messages$", ""))
                          + "(\\.messages)?(?![a-z.])");
            });
  }

  @Test
  void theSymptomsAreWhatTheRouterSays() throws IOException {
    String code = code();
    List<List<String>> symptoms = Page.named("operating.md").rows("symptom");
    assertThat(symptoms).hasSizeGreaterThan(10);
    assertThat(symptoms.stream().flatMap(cells -> QUOTED.matcher(cells.get(0)).results()))
        .map(quoted -> quoted.group(1))
        .filteredOn(quoted -> !METRIC.matcher(quoted).matches())
        .allSatisfy(quoted -> assertThat(code).contains(quoted));
  }

  @Test
  void theRationaleNamesEachDependency() throws Exception {
    NodeList ids =
        (NodeList)
            XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                    "/project/dependencies/dependency/artifactId",
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse("pom.xml"),
                    XPathConstants.NODESET);
    List<String> dependencies =
        Stream.iterate(0, i -> i < ids.getLength(), i -> i + 1)
            .map(i -> ids.item(i).getTextContent())
            .toList();
    assertThat(Page.named("rationale.md").column("dependency"))
        .containsExactlyInAnyOrderElementsOf(dependencies);
  }

  /** What the router is made of, as text. */
  private static String code() throws IOException {
    StringBuilder code = new StringBuilder();
    for (Path root : List.of(Path.of("src/main"), Path.of("routes"))) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          code.append(Files.readString(file)).append('\n');
        }
      }
    }
    return code.toString();
  }
}
