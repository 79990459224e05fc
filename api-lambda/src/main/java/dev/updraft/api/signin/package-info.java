/**
 * Who signed in, and what that lets them do: access tokens of a Cognito user pool, its groups as
 * Airflow's roles, and which role each operation needs. Attempts' own tickets and tokens are none
 * of its business.
 */
@NullMarked
package dev.updraft.api.signin;

import org.jspecify.annotations.NullMarked;
