package dev.updraft.infra;

import dev.updraft.infra.options.Options;
import dev.updraft.infra.options.SignIn;
import java.util.List;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cognito.AccountRecovery;
import software.amazon.awscdk.services.cognito.AuthFlow;
import software.amazon.awscdk.services.cognito.CfnUserPool;
import software.amazon.awscdk.services.cognito.CfnUserPoolGroup;
import software.amazon.awscdk.services.cognito.CfnUserPoolUser;
import software.amazon.awscdk.services.cognito.CfnUserPoolUserToGroupAttachment;
import software.amazon.awscdk.services.cognito.CognitoDomainOptions;
import software.amazon.awscdk.services.cognito.FeaturePlan;
import software.amazon.awscdk.services.cognito.Mfa;
import software.amazon.awscdk.services.cognito.MfaSecondFactor;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.PasswordPolicy;
import software.amazon.awscdk.services.cognito.SignInAliases;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolDomain;
import software.constructs.Construct;

/** Who may come in: a pool of users with hosted sign-in and a group for each of Airflow's roles. */
final class Identity extends Construct {
  /** Airflow's roles, the mightiest first: a user's first group decides. */
  static final List<String> ROLES = List.of("Admin", "Op", "User", "Viewer", "Public");

  private static final int PASSWORD_LENGTH = 12;

  final UserPool pool;

  /** The address of the hosted sign-in, without a slash at the end. */
  final String signIn;

  private final Kept kept;

  Identity(Construct scope, Options options, Kept kept) {
    super(scope, "Identity");
    this.kept = kept;
    this.pool =
        UserPool.Builder.create(this, "Users")
            .userPoolName(options.name())
            .featurePlan(FeaturePlan.LITE)
            .selfSignUpEnabled(options.signIn().policy() == SignIn.Policy.SELF)
            .signInAliases(SignInAliases.builder().email(true).build())
            .signInCaseSensitive(false)
            .accountRecovery(AccountRecovery.EMAIL_ONLY)
            .mfa(Mfa.OPTIONAL)
            .mfaSecondFactor(MfaSecondFactor.builder().otp(true).sms(false).build())
            .passwordPolicy(passwords())
            .removalPolicy(kept.removal)
            .build();
    if (pool.getNode().getDefaultChild() instanceof CfnUserPool resource) {
      kept.protect(resource, "DeletionProtection", "ACTIVE", "INACTIVE");
    }
    var prefix = options.name() + "-" + Aws.ACCOUNT_ID;
    UserPoolDomain.Builder.create(this, "SignIn")
        .userPool(pool)
        .cognitoDomain(CognitoDomainOptions.builder().domainPrefix(prefix).build())
        .build();
    this.signIn = "https://%s.auth.%s.amazoncognito.com".formatted(prefix, Aws.REGION);
    for (int i = 0; i < ROLES.size(); i++) {
      group(ROLES.get(i), i);
    }
    var admin = options.signIn().adminEmail();
    if (admin != null) {
      invite(admin);
    }
  }

  private static PasswordPolicy passwords() {
    return PasswordPolicy.builder()
        .minLength(PASSWORD_LENGTH)
        .requireLowercase(true)
        .requireUppercase(true)
        .requireDigits(true)
        .requireSymbols(true)
        .tempPasswordValidity(Duration.days(7))
        .build();
  }

  private void group(String role, int precedence) {
    CfnUserPoolGroup.Builder.create(this, role)
        .userPoolId(pool.getUserPoolId())
        .groupName(role)
        .description("Airflow's role " + role)
        .precedence(precedence)
        .build()
        .applyRemovalPolicy(kept.removal);
  }

  private void invite(String email) {
    var user =
        CfnUserPoolUser.Builder.create(this, "FirstUser")
            .userPoolId(pool.getUserPoolId())
            .username(email)
            .desiredDeliveryMediums(List.of("EMAIL"))
            .userAttributes(
                List.of(
                    CfnUserPoolUser.AttributeTypeProperty.builder()
                        .name("email")
                        .value(email)
                        .build(),
                    CfnUserPoolUser.AttributeTypeProperty.builder()
                        .name("email_verified")
                        .value("true")
                        .build()))
            .build();
    var membership =
        CfnUserPoolUserToGroupAttachment.Builder.create(this, "FirstUserIsAdmin")
            .userPoolId(pool.getUserPoolId())
            .username(email)
            .groupName("Admin")
            .build();
    user.applyRemovalPolicy(kept.removal);
    membership.applyRemovalPolicy(kept.removal);
    membership.getNode().addDependency(user);
    if (getNode().findChild("Admin") instanceof CfnUserPoolGroup admin) {
      membership.getNode().addDependency(admin);
    }
  }

  /** The UI's client, which has no secret and proves itself by PKCE. */
  UserPoolClient client(String uiUrl) {
    return UserPoolClient.Builder.create(this, "Ui")
        .userPool(pool)
        .generateSecret(false)
        .authFlows(AuthFlow.builder().build())
        .preventUserExistenceErrors(true)
        .enableTokenRevocation(true)
        .accessTokenValidity(Duration.hours(1))
        .idTokenValidity(Duration.hours(1))
        .refreshTokenValidity(Duration.days(30))
        .oAuth(
            OAuthSettings.builder()
                .flows(OAuthFlows.builder().authorizationCodeGrant(true).build())
                .scopes(List.of(OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE))
                .callbackUrls(List.of(uiUrl + "/"))
                .logoutUrls(List.of(uiUrl + "/"))
                .build())
        .build();
  }
}
