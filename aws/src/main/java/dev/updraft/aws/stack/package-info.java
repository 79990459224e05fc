/**
 * What is deployed, as CloudFormation, SQS and ECS tell it. For people who look, not for functions
 * that run: the clients of CloudFormation and ECS are on the class path of the command line only.
 */
@NullMarked
package dev.updraft.aws.stack;

import org.jspecify.annotations.NullMarked;
