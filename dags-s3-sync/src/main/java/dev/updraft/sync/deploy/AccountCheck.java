package dev.updraft.sync.deploy;

import dev.updraft.aws.AwsProblem;
import dev.updraft.core.port.StoreException;

/** The program by which {@code updraft deploy} looks at the account. */
public final class AccountCheck {
  private AccountCheck() {}

  /**
   * Prints the account as lines of {@code name=value}, or ends with 2 and one line on what is
   * wrong.
   *
   * @param args the stack's name
   */
  public static void main(String[] args) {
    try {
      var account = Account.fromEnvironment(args[0]);
      System.out.printf(
          "account=%s%nregion=%s%nconcurrency=%d%nstack=%s%n",
          account.id(), account.region(), account.concurrency(), account.stack());
    } catch (AwsProblem | StoreException e) {
      System.err.println("updraft: " + e.getMessage());
      System.exit(2);
    }
  }
}
