import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lettuce: `java LettuceProgram PORT`. */
final class LettuceProgram {
  private LettuceProgram() {}

  public static void main(String[] arguments) throws Exception {
    var client = RedisClient.create("redis://127.0.0.1:" + arguments[0]);
    try (var connection = client.connect();
        var other = client.connect()) {
      pipelines(connection);
      transactions(connection.sync(), other.sync());
      messages(client, connection.sync());
      scripts(connection.sync());
      streams(connection.sync());
      blocking(connection.sync(), other.async());
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    }
    Check.done();
  }

  private static void pipelines(StatefulRedisConnection<String, String> connection)
      throws Exception {
    var async = connection.async();
    connection.setAutoFlushCommands(false);
    RedisFuture<String> set = async.set("word", "x");
    RedisFuture<Long> incr = async.incr("word");
    RedisFuture<Long> incrBy = async.incrby("n", 42);
    connection.flushCommands();
    connection.setAutoFlushCommands(true);
    Check.same("SET in a pipeline", set.get(), "OK");
    Check.refused("INCR of a word", "ERR value is not an integer", incr::get);
    Check.same("INCRBY in a pipeline", incrBy.get(), 42L);
  }

  private static void transactions(
      RedisCommands<String, String> commands, RedisCommands<String, String> others) {
    commands.multi();
    commands.incr("n");
    commands.get("n");
    Check.same("EXEC", commands.exec().stream().toList(), List.of(43L, "43"));
    commands.watch("n");
    others.incr("n");
    commands.multi();
    commands.get("n");
    Check.same("EXEC after a change", commands.exec().wasDiscarded(), true);
  }

  private static void messages(RedisClient client, RedisCommands<String, String> commands)
      throws InterruptedException {
    var came = new ArrayBlockingQueue<String>(1);
    try (var subscriber = client.connectPubSub()) {
      subscriber.addListener(
          new RedisPubSubAdapter<String, String>() {
            @Override
            public void message(String channel, String message) {
              came.add(channel + " " + message);
            }
          });
      subscriber.sync().subscribe("news");
      Check.same("PUBLISH", commands.publish("news", "grüße"), 1L);
      Check.same("a message", came.poll(5, TimeUnit.SECONDS), "news grüße");
    }
  }

  private static void scripts(RedisCommands<String, String> commands) {
    var script = "return {KEYS[1], ARGV[1], redis.call('GET', KEYS[1])}";
    String[] keys = {"word"};
    Object reply = commands.eval(script, ScriptOutputType.MULTI, keys, "a");
    Check.same("EVAL", reply, List.of("word", "a", "x"));
    var sha = commands.scriptLoad(script);
    Object again = commands.evalsha(sha, ScriptOutputType.MULTI, keys, "b");
    Check.same("EVALSHA", again, List.of("word", "b", "x"));
    var unknown = "0".repeat(40);
    Check.refused(
        "EVALSHA",
        "NOSCRIPT No matching script",
        () -> commands.evalsha(unknown, ScriptOutputType.VALUE));
  }

  @SuppressWarnings("unchecked")
  private static void streams(RedisCommands<String, String> commands) {
    var start = XReadArgs.StreamOffset.from("log", "0-0");
    commands.xgroupCreate(start, "readers", XGroupCreateArgs.Builder.mkstream());
    var fields = Map.of("what", "made");
    Check.same("XADD", commands.xadd("log", new XAddArgs().id("1-1"), fields), "1-1");
    var unread = XReadArgs.StreamOffset.lastConsumed("log");
    var options = XReadArgs.Builder.block(1000);
    var read = commands.xreadgroup(Consumer.from("readers", "one"), options, unread).get(0);
    Check.same("XREADGROUP of", read.getStream(), "log");
    Check.same("XREADGROUP", read.getBody(), fields);
    Check.same("XPENDING", commands.xpending("log", "readers").getCount(), 1L);
    Check.same("XACK", commands.xack("log", "readers", "1-1"), 1L);
  }

  private static void blocking(
      RedisCommands<String, String> commands, RedisAsyncCommands<String, String> others) {
    Check.same("BLPOP in vain", commands.blpop(0.01, "queue"), null);
    var push = new Thread(() -> others.rpush("queue", "job"));
    push.start();
    var popped = commands.blpop(5, "queue");
    Check.same("BLPOP", List.of(popped.getKey(), popped.getValue()), List.of("queue", "job"));
  }
}
