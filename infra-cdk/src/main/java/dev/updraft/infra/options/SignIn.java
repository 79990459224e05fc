package dev.updraft.infra.options;

import org.jspecify.annotations.Nullable;

/**
 * Who may have an account.
 *
 * @param policy who makes accounts
 * @param adminEmail the first user, who gets the group Admin and an invitation; null for none
 */
public record SignIn(Policy policy, @Nullable String adminEmail) {
  /** An address, closely enough to catch slips. */
  static final String EMAIL = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+";

  /** Who makes accounts. */
  public enum Policy {
    /** Administrators invite. */
    INVITE,
    /** Everyone makes their own, which belongs to no group at first. */
    SELF
  }

  static SignIn of(Context context) {
    return new SignIn(
        context.choice("signUp", Policy.INVITE),
        context.textOrNull("adminEmail", EMAIL, "an e-mail address"));
  }
}
