package org.extendrouter.check.trial;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.LineNumberAware;
import org.extendrouter.check.fault.FailureMessage;
import org.extendrouter.check.fault.Fault;
import org.extendrouter.check.routes.RoutePlaces;
import org.extendrouter.routes.RouteFile;

/** Says in few words why Camel cannot read or build a part of a route. */
public final class CamelFailure {

  private static final String NO_SETTING = "there is no setting";
  private static final String NO_BEAN = "there is no bean";
  private static final String NO_COMPONENT = "there is no component \"%s\"";

  private static final String NO_EXPRESSION = "Simple takes \"%s\" for no expression as it is";

  /** What may stand before a name; words in quotes are no expressions. */
  private static final String BEFORE =
      "(?:Unexpected|not support) token [^\\n]*\\n(?:[^'\"\\n]|'[^'\\n]*'|\"[^\"\\n]*\")*?(?<![\\w.{$'\"])";

  /** What Camel says of a class is its name alone. */
  private static final String NO_CLASS = "no class ";

  private static final String ADD_COMPONENT =
      "check its spelling, or put the component's jars into lib/; without the start script, start with -Dloader.path=lib";
  private static final String ADD_LANGUAGE =
      "write simple, constant, header, variable or another that Camel has, or put the language's"
          + " jars into lib/; without the start script, start with -Dloader.path=lib";

  private static final List<Told> TOLD =
      List.of(
          new Told(
              "Unknown parameters=\\[\\{([^=]+)=",
              "the endpoint has no option \"%s\"",
              "check its spelling in Camel's documentation of the component"),
          new Told(
              "Cannot find (camel-[\\w-]+).* on the classpath",
              "there is no %s on the class path",
              "put its jars into lib/; without the start script, start with -Dloader.path=lib"),
          new Told("No component found with scheme: ([\\w-]+)", NO_COMPONENT, ADD_COMPONENT),
          new Told("No endpoint could be found for: ([\\w-]+):", NO_COMPONENT, ADD_COMPONENT),
          new Told(
              "Property with key \\[env:([^\\]]+)\\] using function \\[env\\] returned null",
              "the environment variable %s is not set",
              "set it, or check its spelling"),
          new Told(
              "Property with key \\[([^\\]]+)\\] not found",
              NO_SETTING + " \"%s\"",
              "add it to application.yaml, or check its spelling"),
          new Told(
              "No bean could be found in the registry for: [\\w.]*\\.(PlatformTransactionManager)",
              NO_BEAN + " \"%s\" for transacted",
              "remove it: each attempt is one transaction already"),
          new Told(
              "No bean could be found in the registry (?:for|with name): ?#?(?:bean:)?([\\w.-]+)",
              NO_BEAN + " \"%s\"",
              "check its spelling"),
          new Told(
              "Error binding property \\(([\\w.-]+)=[^\\n]*\\n[^\\n]*Error during type conversion",
              "the value of the option \"%s\" cannot be used",
              "see what it takes in Camel's documentation of the component"),
          new Told(
              "Unknown function: (\\S+)",
              "Simple has no function \"%s\"",
              "check its spelling: ${header.name}, ${body} and ${variable.name} are some"),
          new Told(
              "expected symbol functionEnd but was eol[^\\n]*\\n([^\\n]+)",
              "\"%s\" has a ${ without its }",
              "add the }"),
          new Told(
              "Invalid directory: (.+)\\. Dynamic expressions",
              "the directory \"%s\" is taken as it is written, and ${...} is not filled in",
              "write toD in place of to, and {{...}} for a setting"),
          new Told(
              "No language could be found for: ([\\w-]+)",
              "there is no expression language \"%s\"",
              ADD_LANGUAGE),
          new Told(
              "Unexpected token (=)(?!=)",
              "Simple has no operator \"%s\"",
              "write == for a comparison"),
          new Told(
              BEFORE + "((?:headers?|body|exchangeProperty|variables?)\\b[\\w.\\[\\]-]*)",
              NO_EXPRESSION,
              "write ${%s}"),
          new Told(BEFORE + "(Extend\\w+)", NO_EXPRESSION, "write ${header.%s}"),
          new Told(
              "Data format '([\\w-]+)' could not be created",
              "there is no data format \"%s\"",
              ADD_COMPONENT),
          new Told(
              NO_CLASS + "(\\S+)",
              "there is no class \"%s\"",
              "check its spelling, or put its jar into lib/; without the start script, start with -Dloader.path=lib"),
          new Told(
              "(?s)Method with name: (\\w+) not found",
              "the bean has no method \"%s\"",
              "check its spelling"));

  /** What Java says of an option that is to be a number. */
  private static final Pattern NO_NUMBER = Pattern.compile("For input string: \"([^\"]+)\"");

  /** What Camel says of an option that is to be a truth value. */
  private static final Pattern NO_BOOLEAN =
      Pattern.compile("Cannot convert the String value: (.+) to type: (?:java\\.lang\\.B|b)oolean");

  private CamelFailure() {}

  /** A failure that can be said in fewer words: its first group is what is wrong. */
  private record Told(Pattern pattern, String problem, String fix) {

    Told(String pattern, String problem, String fix) {
      this(Pattern.compile(pattern), problem, fix);
    }
  }

  /**
   * The fault of a part.
   *
   * @param file the file
   * @param part the part of it; null for the whole file
   * @param failure what Camel has thrown
   * @return the fault, with the line if it is known
   */
  static Fault fault(RouteFile file, LineNumberAware part, Exception failure) {
    String all = messages(failure);
    for (Told told : TOLD) {
      Matcher found = told.pattern().matcher(all);
      if (found.find()) {
        String name = found.group(1);
        return new Fault(
            RoutePlaces.place(file, part, name),
            told.problem().formatted(name),
            told.fix().formatted(name));
      }
    }
    Matcher number = NO_NUMBER.matcher(all);
    if (number.find()) {
      return unusable(
          file, part, number.group(1), "a number", "write digits alone; a time is in milliseconds");
    }
    Matcher truth = NO_BOOLEAN.matcher(all);
    if (truth.find()) {
      return unusable(file, part, truth.group(1), "true or false", "write true or false");
    }
    return new Fault(
        RoutePlaces.place(file, part, null),
        FailureMessage.of(failure).lines().findFirst().orElse(""),
        "see Camel's documentation of this step");
  }

  /** The option is not told; the text of the file has it before the value. */
  private static Fault unusable(
      RouteFile file, LineNumberAware part, String value, String kind, String fix) {
    String place = RoutePlaces.place(file, part, value);
    Matcher option =
        Pattern.compile("([\\w.-]+)(?:=|[\"']?:\\s*[\"']?)" + Pattern.quote(value) + "\\b")
            .matcher(file.content());
    return new Fault(
        place,
        option.find()
            ? "the value of the option \"%s\" is not %s (%s)"
                .formatted(option.group(1), kind, value)
            : "\"%s\" is not %s".formatted(value, kind),
        fix);
  }

  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause instanceof ClassNotFoundException ? NO_CLASS : "")
          .append(cause.getMessage())
          .append('\n');
    }
    return all.toString();
  }

  /**
   * Whether a fault may go away with more settings.
   *
   * @param fault any fault
   * @return true if a placeholder names a setting that there is not
   */
  public static boolean isUnknownSetting(Fault fault) {
    return fault.problem().startsWith(NO_SETTING);
  }

  /**
   * Whether a fault may go away with more beans.
   *
   * @param fault any fault
   * @return true if a step names a bean that there is not
   */
  public static boolean isUnknownBean(Fault fault) {
    return fault.problem().startsWith(NO_BEAN);
  }
}
