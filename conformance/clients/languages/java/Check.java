import java.util.Objects;
import java.util.concurrent.Callable;

/** What both programs check with. */
final class Check {
  private static int checks = 0;

  private Check() {}

  static void same(String what, Object actual, Object expected) {
    checks++;
    if (!Objects.equals(actual, expected)) {
      throw new AssertionError(what + ": " + actual + ", not " + expected);
    }
  }

  static void refused(String what, String words, Callable<?> call) {
    Object reply;
    try {
      reply = call.call();
    } catch (Exception refusal) {
      same(what, String.valueOf(refusal.getMessage()).contains(words), true);
      return;
    }
    throw new AssertionError(what + " gave " + reply);
  }

  static void done() {
    System.out.println(checks + " checks");
  }
}
