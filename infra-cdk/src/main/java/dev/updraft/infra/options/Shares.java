package dev.updraft.infra.options;

/**
 * How the executions that an account allows at once are shared among what calls functions with
 * messages. Each share is a limit and reserves nothing; together they leave some to the API, the
 * clock and DAG files. Lambda takes no limit below 2.
 *
 * @param inbox batches that are decided at once
 * @param executor attempts that run at once in the function
 * @param small of each queue without much to do
 */
record Shares(int inbox, int executor, int small) {
  /** What a new account allows. */
  static final int NEW_ACCOUNT = 10;

  private static final int LEAST = 2;
  private static final int SMALL_MOST = 5;
  private static final int MOST = 1_000;

  /** Timers and dead letters. */
  private static final int SMALL_QUEUES = 2;

  /** Of the whole. */
  static Shares of(int concurrency, boolean ecs) {
    int small = within(concurrency / 50, SMALL_MOST);
    int others = Math.max(LEAST, concurrency / 10) + small * (SMALL_QUEUES + (ecs ? 1 : 0));
    int left = concurrency - others;
    int inbox = within(left * 2 / 5, MOST);
    return new Shares(inbox, within(left - inbox, MOST), small);
  }

  private static int within(int share, int most) {
    return Math.max(LEAST, Math.min(share, most));
  }
}
