package dev.updraft.aws;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Work done before Lambda takes its snapshot of a started function, so that a function restored
 * from it has its classes loaded and compiled. Where nothing takes snapshots it is never done.
 */
public final class Primed implements Resource {
  private static final System.Logger LOG = System.getLogger(Primed.class.getName());

  private final Runnable work;

  private Primed(Runnable work) {
    this.work = work;
  }

  /**
   * Has this done before a snapshot. What it throws is logged and harms nothing: a snapshot without
   * it only starts slower.
   */
  public static Primed by(Runnable work) {
    var primed = new Primed(work);
    Core.getGlobalContext().register(primed);
    return primed;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "priming went wrong; the snapshot is taken without", e);
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Clients connect anew by themselves.
  }
}
