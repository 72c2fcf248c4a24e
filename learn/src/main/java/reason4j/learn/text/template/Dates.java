package reason4j.learn.text.template;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// `strftime` in English.
final class Dates {

    private Dates() {}

    static String format(String format, LocalDateTime time) {
        BoundedText text = new BoundedText();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                text.append(c);
                continue;
            }
            boolean unpadded = format.charAt(i + 1) == '-' && i + 2 < format.length();
            i += unpadded ? 2 : 1;
            text.append(field(format.charAt(i), unpadded, time));
        }
        return text.toString();
    }

    private static String field(char letter, boolean unpadded, LocalDateTime time) {
        String pattern = switch (letter) {
            case 'd' -> unpadded ? "d" : "dd";
            case 'm' -> unpadded ? "M" : "MM";
            case 'H' -> unpadded ? "H" : "HH";
            case 'I' -> unpadded ? "h" : "hh";
            case 'M' -> unpadded ? "m" : "mm";
            case 'S' -> unpadded ? "s" : "ss";
            case 'j' -> unpadded ? "D" : "DDD";
            case 'Y' -> "uuuu";
            case 'y' -> "uu";
            case 'b' -> "MMM";
            case 'B' -> "MMMM";
            case 'a' -> "EEE";
            case 'A' -> "EEEE";
            case 'p' -> "a";
            case 'F' -> "uuuu-MM-dd";
            case 'T' -> "HH:mm:ss";
            case '%' -> "'%'";
            default -> throw new TemplateProblem("strftime_now: the field %" + letter + " is not supported");
        };
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time);
    }
}
