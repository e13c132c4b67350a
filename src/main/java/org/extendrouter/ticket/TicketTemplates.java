package org.extendrouter.ticket;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Variable;
import org.extendrouter.names.VariableNames;
import org.extendrouter.text.SafeText;
import org.extendrouter.ticket.Ticket.Answers;
import org.extendrouter.ticket.Ticket.Fact;
import org.extendrouter.triage.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders tickets by FreeMarker templates: those of the jar, and files of the same names that an
 * installation puts in their place. A template sees the ticket and nothing else of the router. One
 * that fails costs its look, never the ticket.
 */
public final class TicketTemplates {

  /**
   * Why a template does not render.
   *
   * @param place its file, and the line if there is one
   * @param text what is wrong, on one line
   */
  public record Problem(String place, String text) {}

  private static final Logger LOG = LoggerFactory.getLogger(TicketTemplates.class);

  private static final String TEXT = "ticket.ftl";
  private static final String HTML = "ticket.ftlh";

  private static final String SHIPPED = "META-INF/extend/review";

  /** The templates that an installation may replace; {@code words.ftl} is part of the others. */
  public static final List<String> NAMES = List.of(TEXT, HTML, "words.ftl");

  private static final int LONGEST_PROBLEM = 300;

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** A ticket with something in each place, to try templates with. */
  private static final Ticket SAMPLE =
      new Ticket(
          "clr_1--evt_1",
          "invoice",
          "0.420",
          "Is this an invoice? 42 % sure (needs 90 %) - scan.pdf",
          "Is this an invoice? 42 % sure (needs 90 %)",
          Reason.LOW_CONFIDENCE.name(),
          Reason.LOW_CONFIDENCE.words(),
          false,
          new Answers(
              "This run cannot go on.",
              "https://router.example.com/review/clr_1--evt_1",
              List.of(new Fact("Reject it", "reject/"))),
          List.of(new Fact("Document", "scan.pdf")),
          List.of("It is blurred."),
          List.of(new Fact("receipt", "proof of a payment")),
          List.of(new Fact("Run", "clr_1")),
          "https://dashboard.extend.ai/runs/clr_1");

  private final ObjectMapper mapper = new ObjectMapper();
  private final Path directory;
  private final Configuration own;
  private final Configuration shipped;
  private final Duration deadline;

  /** FreeMarker cannot be stopped, so one that does not end is not tried again. */
  private volatile boolean endless;

  /** So that a template which fails for every ticket is told once. */
  private final AtomicReference<Problem> told = new AtomicReference<>();

  /**
   * @param directory where templates are that take the place of the jar's; null if there are none
   */
  TicketTemplates(Path directory) {
    this(directory, DEADLINE);
  }

  /**
   * @param deadline how long a template of the directory may take
   */
  TicketTemplates(Path directory, Duration deadline) {
    this.deadline = deadline;
    this.directory = directory;
    this.shipped = shipped();
    try {
      this.own =
          directory == null
              ? shipped
              : configuration(
                  firstOf(new FileTemplateLoader(directory.toFile()), shipped.getTemplateLoader()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TemplateLoader firstOf(TemplateLoader... loaders) {
    MultiTemplateLoader all = new MultiTemplateLoader(loaders);
    // Or it goes on asking the one that had a template, though an earlier one has it by now.
    all.setSticky(false);
    return all;
  }

  /**
   * The templates in force. Those of the directory that do not render are logged.
   *
   * @param directory where templates are that take the place of the jar's; null if there are none
   * @return the templates
   */
  public static TicketTemplates inForce(Path directory) {
    TicketTemplates templates = new TicketTemplates(directory);
    if (directory != null) {
      templates.problems().forEach(templates::tell);
    }
    return templates;
  }

  /**
   * The jar's templates.
   *
   * @return knows the page of a ticket, too
   */
  public static Configuration shipped() {
    return configuration(new ClassTemplateLoader(TicketTemplates.class.getClassLoader(), SHIPPED));
  }

  private static Configuration configuration(TemplateLoader loader) {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setTemplateLoader(loader);
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocalizedLookup(false);
    configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setAPIBuiltinEnabled(false);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    return configuration;
  }

  /**
   * What is wrong with the templates of an installation, found by rendering a ticket.
   *
   * @param directory where they are
   * @return what is wrong; empty if nothing is
   */
  public static List<Problem> problems(Path directory) {
    return List.copyOf(new TicketTemplates(directory).problems());
  }

  private Set<Problem> problems() {
    Set<Problem> problems = new LinkedHashSet<>();
    for (String template : List.of(TEXT, HTML)) {
      try {
        processOwn(template, SAMPLE);
      } catch (ExecutionException e) {
        problems.add(problem(template, e.getCause()));
      }
    }
    return problems;
  }

  /**
   * Renders a ticket as plain text: for files, and for mail programs that show no HTML.
   *
   * @param ticket the ticket
   * @return lines that end with a line feed
   */
  public String text(@Variable(VariableNames.TICKET) Ticket ticket) {
    return render(TEXT, ticket);
  }

  /**
   * Renders a ticket as HTML for mail programs.
   *
   * @param ticket the ticket
   * @return a whole page
   */
  public String html(Ticket ticket) {
    return render(HTML, ticket);
  }

  private String render(String template, Ticket ticket) {
    if (directory != null && !endless) {
      try {
        return processOwn(template, ticket);
      } catch (ExecutionException e) {
        tell(problem(template, e.getCause()));
      }
    }
    try {
      return process(shipped, template, ticket);
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("the jar's %s does not render".formatted(template), e);
    }
  }

  private String processOwn(String template, Ticket ticket) throws ExecutionException {
    FutureTask<String> rendering = new FutureTask<>(() -> process(own, template, ticket));
    Thread thread = new Thread(rendering, "ticket-template");
    thread.setDaemon(true);
    thread.start();
    try {
      return rendering.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      endless = true;
      throw new ExecutionException(
          new IOException(
              "does not end within %d ms; restart the router once it does"
                  .formatted(deadline.toMillis())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the router stops", e);
    }
  }

  private String process(Configuration configuration, String template, Ticket ticket)
      throws IOException, TemplateException {
    Map<String, Object> model = mapper.convertValue(ticket, new TypeReference<>() {});
    BoundedWriter rendered = new BoundedWriter();
    configuration.getTemplate(template).process(model, rendered);
    return rendered.toString();
  }

  private void tell(Problem problem) {
    if (!problem.equals(told.getAndSet(problem))) {
      LOG.error(
          "{}: {}; tickets are rendered by the router's own template until it is fixed",
          problem.place(),
          problem.text());
    }
  }

  /** Names the file in which it goes wrong, which may be one that the template includes. */
  private Problem problem(String template, Throwable failure) {
    Problem problem = problem(template, 0, String.valueOf(failure.getMessage()));
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ParseException parse) {
        problem = problem(parse.getTemplateName(), parse.getLineNumber(), parse.getEditorMessage());
      } else if (cause instanceof TemplateException use && use.getLineNumber() != null) {
        problem =
            problem(
                use.getTemplateSourceName(), use.getLineNumber(), use.getMessageWithoutStackTop());
      } else if (cause instanceof StackOverflowError) {
        problem = problem(template, 0, "calls itself without end");
      }
    }
    return problem;
  }

  private Problem problem(String template, int line, String message) {
    Path file = directory.resolve(template).toAbsolutePath().normalize();
    String place =
        Files.exists(file)
            ? file.toString()
            : "%s with the files in %s".formatted(template, directory);
    return new Problem(
        line > 0 ? "%s line %d".formatted(place, line) : place,
        SafeText.oneLine(message, LONGEST_PROBLEM));
  }
}
