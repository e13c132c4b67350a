package org.extendrouter.check.steps;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.fault.Spelling;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.check.wiring.Wiring;
import org.extendrouter.check.wiring.WiringRule;
import org.extendrouter.names.HeaderNames;
import org.extendrouter.routes.RouteFile;
import org.springframework.util.ReflectionUtils;

/** A header with the router's prefix that nobody sets, which Simple takes for empty. */
public final class UnknownHeader implements WiringRule {

  private static final Pattern READ =
      Pattern.compile(
          "\\bheaders?(?:\\??\\.|\\[['\"]?|:)((?i:extend)\\w+)"
              // The language header, as the one key of an expression or with its settings.
              + "|(?:^[\\s-]*|[{,]\\s*)[\"']?header[\"']?:\\s+(?:\\{?\\s*[\"']?expression[\"']?:\\s+)?"
              + "[\"']?((?i:extend)\\w+)",
          Pattern.MULTILINE);
  private static final Pattern SET =
      Pattern.compile(
          "(?:^[\\s-]*|[{,]\\s*)[\"']?name[\"']?:\\s*[\"']?((?i:extend)\\w+)", Pattern.MULTILINE);

  private static final List<String> KNOWN =
      Stream.of(HeaderNames.class.getFields())
          .map(field -> String.valueOf(ReflectionUtils.getField(field, null)))
          .toList();

  /** A bean of one's own may set it. */
  @Override
  public Stream<Fault> warnings(Wiring wiring) {
    Collection<RouteFile> files = wiring.places().files().values();
    Set<String> known =
        Stream.concat(
                KNOWN.stream(),
                files.stream()
                    .flatMap(file -> SET.matcher(file.content()).results())
                    .map(header -> header.group(1)))
            .map(UnknownHeader::lower)
            .collect(Collectors.toSet());
    return files.stream()
        .flatMap(
            file ->
                Stream.concat(warnings(file, known), UnusableMetadataName.warnings(file, files)));
  }

  private static Stream<Fault> warnings(RouteFile file, Set<String> known) {
    return READ.matcher(file.content())
        .results()
        .flatMap(
            read -> {
              int group = read.group(1) == null ? 2 : 1;
              String name = read.group(group);
              return isKnown(lower(name), known)
                  ? Stream.empty()
                  : place(file, read.end(group)).map(place -> warning(place, name)).stream();
            });
  }

  /** The file, and the line on which something ends; empty for what is in a comment. */
  static Optional<String> place(RouteFile file, int end) {
    long line = file.content().substring(0, end).lines().count();
    return file.content()
        .lines()
        .skip(line - 1)
        .findFirst()
        .filter(text -> !text.strip().startsWith("#"))
        .map(text -> "%s line %d".formatted(RoutePlaces.path(file), line));
  }

  private static boolean isKnown(String name, Set<String> known) {
    return known.contains(name) || name.startsWith(lower(HeaderNames.METADATA_PREFIX));
  }

  private static Fault warning(String place, String name) {
    return new Fault(
        place,
        "the router sets no header " + name,
        Spelling.closest(name, KNOWN)
            .map("did you mean %s?"::formatted)
            .orElse("check its spelling"));
  }

  /** Camel finds a header whatever the case of its letters. */
  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
