"""redis-py: `python client.py PORT`."""

import sys
import threading

import redis

checks = 0


def check(what, actual, expected):
    global checks
    checks += 1
    if actual != expected:
        sys.exit(f"{what}: {actual!r}, not {expected!r}")


def refused(what, words, call):
    try:
        call()
    except redis.ResponseError as error:
        check(what, words in str(error), True)
    else:
        sys.exit(f"{what} was not refused")


def pipelines(client):
    replies = client.pipeline(transaction=False).set("word", "x").incr("word").incrby("n", 42).execute(
        raise_on_error=False
    )
    check("SET in a pipeline", replies[0], True)
    check("INCR of a word", str(replies[1]).endswith("value is not an integer or out of range"), True)
    check("INCRBY in a pipeline", replies[2], 42)


def transactions(client):
    check("EXEC", client.pipeline().incr("n").get("n").execute(), [43, b"43"])
    with client.pipeline() as pipe:
        pipe.watch("n")
        client.incr("n")
        pipe.multi()
        pipe.get("n")
        try:
            pipe.execute()
        except redis.WatchError:
            check("EXEC after a change", True, True)
        else:
            sys.exit("EXEC after a change was carried out")


def messages(client):
    with client.pubsub() as subscriber:
        subscriber.subscribe("news")
        check("SUBSCRIBE", subscriber.get_message(timeout=5)["data"], 1)
        check("PUBLISH", client.publish("news", "grüße"), 1)
        message = subscriber.get_message(timeout=5)
        check("a message", (message["type"], message["data"]), ("message", "grüße".encode()))


def scripts(client):
    script = client.register_script("return {KEYS[1], ARGV[1], redis.call('GET', KEYS[1])}")
    check("EVALSHA, then EVAL", script(keys=["word"], args=["a"]), [b"word", b"a", b"x"])
    refused("EVALSHA", "No matching script", lambda: client.evalsha("0" * 40, 0))


def streams(client):
    client.xgroup_create("log", "readers", id="0", mkstream=True)
    check("XADD", client.xadd("log", {"what": "made"}, id="1-1"), b"1-1")
    read = client.xreadgroup("readers", "one", {"log": ">"}, block=1000)
    # A dictionary in RESP3, pairs in RESP2.
    [(name, entries)] = read.items() if isinstance(read, dict) else read
    check("XREADGROUP of", name, b"log")
    check("XREADGROUP", "made" in str(entries), True)
    check("XPENDING", client.xpending("log", "readers")["pending"], 1)
    check("XACK", client.xack("log", "readers", "1-1"), 1)


def blocking(client):
    check("BLPOP in vain", client.blpop("queue", timeout=0.01), None)
    push = threading.Timer(0.05, lambda: client.rpush("queue", "job"))
    push.start()
    check("BLPOP", list(client.blpop("queue", timeout=0)), [b"queue", b"job"])
    push.join()


with redis.Redis(port=int(sys.argv[1])) as client:
    for part in (pipelines, transactions, messages, scripts, streams, blocking):
        part(client)
print(f"{checks} checks")
