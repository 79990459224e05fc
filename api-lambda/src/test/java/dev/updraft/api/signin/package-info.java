/** Tests of sign-in, against an issuer of their own. */
@NullMarked
package dev.updraft.api.signin;

import org.jspecify.annotations.NullMarked;
