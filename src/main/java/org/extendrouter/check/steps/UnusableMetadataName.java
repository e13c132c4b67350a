package org.extendrouter.check.steps;

import java.util.Collection;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.routes.RouteFile;

/** A header of metadata that is written with a key as it is in Extend, such as cost-center. */
final class UnusableMetadataName {

  private static final Pattern READ =
      Pattern.compile(
          "\\$\\{(?:in\\.)?headers?(?:\\??\\.|\\[['\"]?|:)(?i:NAME)([^{$}'\"\\].?:~(\\[\\s]++)(?![{$])"
                  .replace("NAME", HeaderNames.METADATA_PREFIX)
              + "|(?m:^[\\s-]*|[{,]\\s*)[\"']?header[\"']?:\\s+(?:\\{?\\s*[\"']?expression[\"']?:\\s+)?"
              + "[\"']?(?i:NAME)([^{$}'\",\\s]++)(?![{$])"
                  .replace("NAME", HeaderNames.METADATA_PREFIX));

  private UnusableMetadataName() {}

  static Stream<Fault> warnings(RouteFile file, Collection<RouteFile> all) {
    return READ.matcher(file.content())
        .results()
        .filter(read -> !HeaderNames.metadata(key(read)).endsWith(key(read)))
        .filter(read -> !isSet(HeaderNames.METADATA_PREFIX + key(read), all))
        .flatMap(
            read ->
                UnknownHeader.place(file, read.end())
                    .map(
                        place ->
                            new Fault(
                                place,
                                "the router sets no header "
                                    + HeaderNames.METADATA_PREFIX
                                    + key(read),
                                "did you mean %s?".formatted(HeaderNames.metadata(key(read)))))
                    .stream());
  }

  private static String key(MatchResult read) {
    return read.group(1) == null ? read.group(2) : read.group(1);
  }

  private static boolean isSet(String name, Collection<RouteFile> all) {
    Pattern set =
        Pattern.compile(
            "name[\"']?:\\s*[\"']?" + Pattern.quote(name) + "\\b", Pattern.CASE_INSENSITIVE);
    return all.stream().anyMatch(file -> set.matcher(file.content()).find());
  }
}
