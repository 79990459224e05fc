package dev.updraft.core.pool;

import dev.updraft.core.flow.Work;
import dev.updraft.core.id.DagId;
import dev.updraft.core.id.RunId;
import dev.updraft.core.id.RunKey;
import dev.updraft.core.id.TaskId;
import dev.updraft.core.wire.Packed;
import java.util.ArrayList;
import java.util.List;

/** A pool as bytes. */
public final class PoolCodec {
  /** The format that is written. */
  public static final int FORMAT = 1;

  private PoolCodec() {}

  /** The pool's bytes. */
  public static byte[] encode(Pool pool) {
    var out = new Packed.Writer();
    out.big(pool.slots());
    claims(out, pool.holders());
    claims(out, pool.waiting());
    return out.bytes();
  }

  /**
   * The pool that these bytes are of.
   *
   * @throws IllegalArgumentException if they are not a pool's, or of a format that is not known
   */
  public static Pool decode(int format, byte[] bytes) {
    if (format != FORMAT) {
      throw new IllegalArgumentException(
          "a pool is stored in format " + format + ", only format " + FORMAT + " is known");
    }
    var in = new Packed.Reader(bytes);
    var pool = new Pool(in.small(), claims(in), claims(in));
    in.end();
    return pool;
  }

  private static void claims(Packed.Writer out, List<Pool.Claim> claims) {
    out.number(claims.size());
    for (var claim : claims) {
      out.text(claim.run().dagId().value());
      out.text(claim.run().runId().value());
      out.text(claim.work().taskId().value());
      out.big(claim.work().mapIndex());
      out.number(claim.work().tryNumber());
      out.number(claim.slots());
      out.big(claim.priority());
      out.instant(claim.order());
    }
  }

  private static List<Pool.Claim> claims(Packed.Reader in) {
    var claims = new ArrayList<Pool.Claim>();
    int count = in.number();
    for (int i = 0; i < count; i++) {
      var run = new RunKey(new DagId(in.text()), new RunId(in.text()));
      var work = new Work(new TaskId(in.text()), in.small(), in.number());
      claims.add(new Pool.Claim(run, work, in.number(), in.small(), in.instant()));
    }
    return claims;
  }
}
