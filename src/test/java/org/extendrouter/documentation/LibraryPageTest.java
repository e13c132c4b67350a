package org.extendrouter.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What an application writes into its {@code pom.xml}. */
class LibraryPageTest {

  private static final Path POM = Path.of("pom.xml");

  private final XPath xpath = XPathFactory.newInstance().newXPath();

  @Test
  void itsVersionsAreThoseOfTheBuild() throws Exception {
    Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(POM.toFile());
    String router = xpath.evaluate("/project/version", pom);
    String artemis = xpath.evaluate("/project/properties/artemis.version", pom);
    List<String> shown = Page.named("library.md").snippets("xml");

    assertThat(shown.stream().flatMap(LibraryPageTest::versions))
        .containsExactly(
            "<version>" + router + "</version>",
            "<artemis.version>" + artemis + "</artemis.version>",
            "<version>" + artemis + "</version>");
  }

  private static Stream<String> versions(String snippet) {
    return snippet.lines().map(String::strip).filter(line -> line.contains("version>"));
  }
}
