package org.extendrouter.review;

import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/** Renders a ticket as HTML for mail programs: no script, no remote content, one style. */
@Component
final class HtmlTicket {

  String render(ReviewTicket ticket) {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"UTF-8\"><title>")
        .append(escape(ticket.subject()))
        .append(
            "</title></head>\n<body style=\"font-family:sans-serif;max-width:44em;line-height:1.4\">\n");
    html.append("<h1 style=\"font-size:1.3em\">Review: ")
        .append(escape(ticket.reason()))
        .append("</h1>\n<p>")
        .append(escape(ticket.explanation()))
        .append("</p>\n<table style=\"border-collapse:collapse\">\n");
    for (ReviewTicket.Fact fact : ticket.facts()) {
      html.append(
              "<tr><th style=\"text-align:left;vertical-align:top;padding:2px 1em 2px"
                  + " 0;color:#555;white-space:nowrap\">")
          .append(escape(fact.label()))
          .append("</th><td style=\"padding:2px 0;word-break:break-word\">")
          .append(isolated(fact.value()))
          .append("</td></tr>\n");
    }
    html.append("</table>\n");
    if (!ticket.dashboardUrl().isEmpty()) {
      html.append("<p><a href=\"")
          .append(escape(ticket.dashboardUrl()))
          .append("\">See the run in Extend</a></p>\n");
    }
    if (!ticket.reasoning().isEmpty()) {
      html.append("<h2 style=\"font-size:1.1em\">What the model says of its choice</h2>\n");
      ticket
          .reasoning()
          .forEach(line -> html.append("<p>").append(isolated(line)).append("</p>\n"));
    }
    if (!ticket.alternatives().isEmpty()) {
      html.append(
          "<h2 style=\"font-size:1.1em\">%s</h2>\n<ul>\n".formatted(ticket.alternativesHeading()));
      for (ReviewTicket.Fact alternative : ticket.alternatives()) {
        html.append("<li><b>")
            .append(isolated(alternative.label()))
            .append("</b> ")
            .append(isolated(alternative.value()))
            .append("</li>\n");
      }
      html.append("</ul>\n");
    }
    return html.append("</body></html>\n").toString();
  }

  /** Keeps right-to-left text from reordering what stands around it. */
  private static String isolated(String text) {
    return "<bdi>" + escape(text) + "</bdi>";
  }

  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text, "UTF-8");
  }
}
