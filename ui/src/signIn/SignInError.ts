/** `denied`: the issuer said no; `expired`: took too long, or was used twice; `clock`: this machine's is wrong. */
export type SignInFault = "denied" | "expired" | "clock" | "refused" | "unreachable";

export class SignInError extends Error {
  readonly fault: SignInFault;

  constructor(fault: SignInFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = "SignInError";
    this.fault = fault;
  }
}
