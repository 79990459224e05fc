package dev.updraft.core.pool;

import dev.updraft.core.flow.Work;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.wire.Encoded;
import dev.updraft.core.wire.Packed;
import dev.updraft.core.wire.PackedLists;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool as bytes: a head, and segments of its lists once they are long. */
public final class PoolCodec {
  /** The format that is written. */
  public static final int FORMAT = 2;

  /** The format before the lists had segments. */
  private static final int IN_ONE_PIECE = 1;

  private PoolCodec() {}

  /** The pool's bytes. */
  public static Encoded encode(Pool pool) {
    var head = new Packed.Writer();
    head.big(pool.slots());
    var lists = new PackedLists.Writer(head);
    lists.list(pool.holders(), PoolCodec::name, Claims.CODEC);
    lists.list(pool.waiting(), PoolCodec::name, Claims.CODEC);
    return lists.done();
  }

  private static int name(Pool.Claim claim) {
    return 31 * claim.run().runId().value().hashCode() + claim.work().taskId().value().hashCode();
  }

  /**
   * The pool that these bytes are of.
   *
   * @throws IllegalArgumentException if they are not a pool's, or of a format that is not known
   */
  public static Pool decode(int format, byte[] head, List<byte[]> segments) {
    var in = new Packed.Reader(head);
    if (format == IN_ONE_PIECE) {
      var pool = new Pool(in.small(), inOnePiece(in), inOnePiece(in));
      in.end();
      return pool;
    }
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "a pool is stored in format %d, only formats %d and %d are known"
              .formatted(format, IN_ONE_PIECE, FORMAT));
    }
    int slots = in.small();
    var lists = new PackedLists.Reader(in, segments, 2);
    var pool = new Pool(slots, lists.list(Claims.CODEC), lists.list(Claims.CODEC));
    lists.end();
    return pool;
  }

  private static List<Pool.Claim> inOnePiece(Packed.Reader in) {
    var claims = new ArrayList<Pool.Claim>();
    int count = in.number();
    for (int i = 0; i < count; i++) {
      var run = new RunKey(new DagId(in.text()), new RunId(in.text()));
      var work = new Work(new TaskId(in.text()), in.small(), in.number());
      claims.add(new Pool.Claim(run, work, in.number(), in.small(), in.instant()));
    }
    return claims;
  }

  /** Claims side by side are mostly of one run, so that a claim says how it differs. */
  private static final class Claims implements PackedLists.Codec<Pool.Claim> {
    static final Claims CODEC = new Claims();

    @Override
    public void write(Packed.Writer out, Pool.Claim claim, Pool.@Nullable Claim before) {
      out.textAfter(dagId(before), claim.run().dagId().value());
      out.textAfter(runId(before), claim.run().runId().value());
      out.textAfter(taskId(before), claim.work().taskId().value());
      out.big(claim.work().mapIndex());
      out.number(claim.work().tryNumber());
      out.number(claim.slots());
      out.big(claim.priority());
      out.instant(claim.order());
    }

    @Override
    public Pool.Claim read(Packed.Reader in, Pool.@Nullable Claim before) {
      var run =
          new RunKey(
              new DagId(in.textAfter(dagId(before))), new RunId(in.textAfter(runId(before))));
      var work = new Work(new TaskId(in.textAfter(taskId(before))), in.small(), in.number());
      return new Pool.Claim(run, work, in.number(), in.small(), in.instant());
    }

    private static String dagId(Pool.@Nullable Claim before) {
      return before == null ? "" : before.run().dagId().value();
    }

    private static String runId(Pool.@Nullable Claim before) {
      return before == null ? "" : before.run().runId().value();
    }

    private static String taskId(Pool.@Nullable Claim before) {
      return before == null ? "" : before.work().taskId().value();
    }
  }
}
