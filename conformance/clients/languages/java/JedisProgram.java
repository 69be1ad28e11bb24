import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadGroupParams;

/** Jedis: `java JedisProgram PORT`. */
final class JedisProgram {
  private JedisProgram() {}

  public static void main(String[] arguments) throws Exception {
    try (RedisClient client = RedisClient.create("127.0.0.1", Integer.parseInt(arguments[0]))) {
      pipelines(client);
      transactions(client);
      messages(client);
      scripts(client);
      streams(client);
      blocking(client);
    }
    Check.done();
  }

  private static void pipelines(RedisClient client) {
    try (var pipeline = client.pipelined()) {
      var set = pipeline.set("word", "x");
      var incr = pipeline.incr("word");
      var incrBy = pipeline.incrBy("n", 42);
      pipeline.sync();
      Check.same("SET in a pipeline", set.get(), "OK");
      Check.refused("INCR of a word", "ERR value is not an integer", incr::get);
      Check.same("INCRBY in a pipeline", incrBy.get(), 42L);
    }
  }

  private static void transactions(RedisClient client) {
    try (var transaction = client.multi()) {
      transaction.incr("n");
      transaction.get("n");
      Check.same("EXEC", transaction.exec(), List.of(43L, "43"));
    }
    try (var transaction = client.transaction(false)) {
      transaction.watch("n");
      client.incr("n");
      transaction.multi();
      transaction.get("n");
      Check.same("EXEC after a change", transaction.exec(), null);
    }
  }

  private static void messages(RedisClient client) throws InterruptedException {
    var subscribed = new CountDownLatch(1);
    var came = new StringBuffer();
    var subscriber =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int count) {
            subscribed.countDown();
          }

          @Override
          public void onMessage(String channel, String message) {
            came.append(channel).append(' ').append(message);
            unsubscribe();
          }
        };
    var listening = new Thread(() -> client.subscribe(subscriber, "news"));
    listening.start();
    subscribed.await();
    Check.same("PUBLISH", client.publish("news", "grüße"), 1L);
    listening.join();
    Check.same("a message", came.toString(), "news grüße");
  }

  private static void scripts(RedisClient client) {
    var script = "return {KEYS[1], ARGV[1], redis.call('GET', KEYS[1])}";
    var keys = List.of("word");
    Check.same("EVAL", client.eval(script, keys, List.of("a")), List.of("word", "a", "x"));
    var sha = client.scriptLoad(script, "word");
    Check.same("EVALSHA", client.evalsha(sha, keys, List.of("b")), List.of("word", "b", "x"));
    Check.refused("EVALSHA", "NOSCRIPT No matching", () -> client.evalsha("0".repeat(40)));
  }

  private static void streams(RedisClient client) {
    client.xgroupCreate("log", "readers", new StreamEntryID("0-0"), true);
    var id = new StreamEntryID("1-1");
    Check.same("XADD", client.xadd("log", id, Map.of("what", "made")), id);
    var unread = Map.of("log", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY);
    var options = XReadGroupParams.xReadGroupParams().block(1000);
    var read = client.xreadGroup("readers", "one", options, unread).get(0);
    Check.same("XREADGROUP of", read.getKey(), "log");
    Check.same("XREADGROUP", read.getValue().get(0).getFields(), Map.of("what", "made"));
    Check.same("XPENDING", client.xpending("log", "readers").getTotal(), 1L);
    Check.same("XACK", client.xack("log", "readers", id), 1L);
  }

  private static void blocking(RedisClient client) throws InterruptedException {
    Check.same("BLPOP in vain", client.blpop(0.01, "queue"), null);
    var push = new Thread(() -> client.rpush("queue", "job"));
    push.start();
    var popped = client.blpop(0.0, "queue");
    push.join();
    Check.same("BLPOP", List.of(popped.getKey(), popped.getValue()), List.of("queue", "job"));
  }
}
