package reason4j.report;

import static reason4j.report.Text.count;
import static reason4j.report.Text.escape;

import java.util.List;
import java.util.Locale;

/// What curation kept and dropped, and why, as bars that get shorter.
final class FunnelSection {

    private static final int REASONS = 12;

    private FunnelSection() {}

    static String of(List<Funnel> funnels) {
        if (funnels.isEmpty()) {
            return "<p class=\"empty\">No set was found: no directory with <code>manifest.json</code> and rows.</p>";
        }
        StringBuilder html = new StringBuilder();
        funnels.forEach(funnel -> html.append(of(funnel)));
        return html.toString();
    }

    private static String of(Funnel funnel) {
        long input = Math.max(1, funnel.input());
        StringBuilder html = new StringBuilder("<h3>" + escape(funnel.name()) + "</h3><div class=\"funnel\">");
        html.append(row("input", funnel.input(), 0, input, ""));
        long left = funnel.input();
        for (Funnel.Step step : funnel.steps()) {
            left -= step.dropped();
            html.append(row(step.name(), left, step.dropped(), input, reasons(step)));
        }
        html.append(kept(funnel, input)).append("</div>");
        funnel.card()
                .ifPresent(card -> html.append("<details><summary>Data card</summary><div class=\"card\">")
                        .append(Markdown.html(Text.shorten(card, 60_000)))
                        .append("</div></details>"));
        return html.toString();
    }

    private static String row(String name, long left, long dropped, long input, String reasons) {
        String number = dropped == 0 ? count(left) : "<b class=\"drop\">−" + count(dropped) + "</b> → " + count(left);
        return "<div class=\"fname\">" + escape(name) + "</div><div class=\"fbar\">" + bar("fleft", left, input)
                + bar("fdrop", dropped, input) + "</div><div class=\"fnum\">" + number + "</div>"
                + (reasons.isEmpty() ? "" : "<div class=\"fwhy\">" + reasons + "</div>");
    }

    private static String kept(Funnel funnel, long input) {
        return "<div class=\"fname\">kept</div><div class=\"fbar\">" + bar("ftrain", funnel.train(), input)
                + bar("fheld", funnel.heldout(), input)
                + "</div><div class=\"fnum\"><span><i class=\"swatch ftrain\"></i>"
                + count(funnel.train()) + " train</span> <span><i class=\"swatch fheld\"></i>" + count(funnel.heldout())
                + " held out</span></div>";
    }

    private static String bar(String kind, long part, long input) {
        return part == 0
                ? ""
                : "<i class=\"" + kind + "\" style=\"width:" + String.format(Locale.ROOT, "%.3f", 100.0 * part / input)
                        + "%\"></i>";
    }

    private static String reasons(Funnel.Step step) {
        StringBuilder html = new StringBuilder();
        for (Funnel.Reason reason : step.reasons().stream().limit(REASONS).toList()) {
            html.append("<details class=\"why\"><summary><b>")
                    .append(count(reason.count()))
                    .append("</b> ")
                    .append(escape(reason.text()))
                    .append("</summary><ul>");
            for (Funnel.Example example : reason.examples()) {
                html.append("<li><q>").append(escape(example.prompt())).append("</q>");
                if (!example.evidence().isEmpty()) {
                    html.append("<small>").append(escape(example.evidence())).append("</small>");
                }
                html.append("</li>");
            }
            html.append("</ul></details>");
        }
        if (step.reasons().size() > REASONS) {
            html.append("<p class=\"note\">and ")
                    .append(count(step.reasons().size() - REASONS))
                    .append(" rarer reasons</p>");
        }
        return html.toString();
    }
}
