"""Gives an emulator of AWS the stack that `cdk synth` wrote, as `cdk deploy` would give it to AWS.

Prints how many resources of each type were created, and writes what the stack made, for `attach`.
"""

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

import botocore.session
from botocore.config import Config
from botocore.exceptions import ClientError

ACCOUNT = "000000000000"
REGION = "us-east-1"
DEPLOY_SECONDS_MAX = 120

# MiniStack 1.5.33 does not know these, and refuses a template that has any of them.
LEFT_OUT = {
    "AWS::ApplicationAutoScaling::ScalableTarget",
    "AWS::ApplicationAutoScaling::ScalingPolicy",
    "AWS::ECS::ClusterCapacityProviderAssociations",
}
ENDED = ("COMPLETE", "FAILED")


def client(endpoint, service):
    """A client of one of the emulator's services."""
    return botocore.session.get_session().create_client(
        service,
        region_name=REGION,
        endpoint_url=endpoint,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(s3={"addressing_style": "path"}, read_timeout=DEPLOY_SECONDS_MAX),
    )


def bootstrap(endpoint):
    """What `cdk bootstrap` would have left: the bucket of assets, and its version."""
    bucket = f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}"
    client(endpoint, "s3").create_bucket(Bucket=bucket)
    client(endpoint, "ssm").put_parameter(
        Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String", Overwrite=True
    )
    return bucket


def refused(resource):
    """Whether MiniStack 1.5.33 refuses the resource: of some types all, alarms on metric math."""
    kind = resource["Type"]
    return kind in LEFT_OUT or (
        kind == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]
    )


def reduced(template):
    """The template without what is refused, and without waiting for it."""
    left = {name for name, one in template["Resources"].items() if refused(one)}
    kept = {name: dict(one) for name, one in template["Resources"].items() if name not in left}
    for one in kept.values():
        before = one.get("DependsOn", [])
        before = [before] if isinstance(before, str) else before
        after = [name for name in before if name not in left]
        one.pop("DependsOn", None)
        if after:
            one["DependsOn"] = after
    return {**template, "Resources": kept}


def upload(endpoint, assembly, bucket):
    """Uploads the assets, which are the functions' jars, and the template as it was written."""
    s3 = client(endpoint, "s3")
    for manifest in sorted(assembly.glob("*.assets.json")):
        for asset in json.loads(manifest.read_text())["files"].values():
            path = assembly / asset["source"]["path"]
            for destination in asset["destinations"].values():
                key = destination["objectKey"]
                s3.put_object(Bucket=bucket, Key=key, Body=path.read_bytes())
                print(f"uploaded {path.stat().st_size:>9} bytes of {asset['displayName']}")


def create(endpoint, bucket, name, template):
    """Creates the stack and waits for its end."""
    formation = client(endpoint, "cloudformation")
    key = "reduced.template.json"
    client(endpoint, "s3").put_object(Bucket=bucket, Key=key, Body=json.dumps(template))
    formation.create_stack(
        StackName=name,
        TemplateURL=f"{endpoint}/{bucket}/{key}",
        Capabilities=["CAPABILITY_NAMED_IAM"],
        DisableRollback=True,
    )
    deadline = time.monotonic() + DEPLOY_SECONDS_MAX
    while True:
        stack = formation.describe_stacks(StackName=name)["Stacks"][0]
        if stack["StackStatus"].endswith(ENDED):
            return formation, stack
        if time.monotonic() > deadline:
            raise SystemExit(f"the stack is {stack['StackStatus']} after {DEPLOY_SECONDS_MAX} s")
        time.sleep(0.5)


def resources(formation, name):
    """The stack's resources, from all pages."""
    pages = formation.get_paginator("list_stack_resources").paginate(StackName=name)
    return [one for page in pages for one in page["StackResourceSummaries"]]


def report(template, made):
    """Prints each type with how many were asked for and made. Answers whether all possible were."""
    asked = Counter(one["Type"] for one in template["Resources"].values())
    created = Counter(
        one["ResourceType"] for one in made if one["ResourceStatus"].endswith("CREATE_COMPLETE")
    )
    for kind, count in sorted(asked.items()):
        print(f"{kind:<55} {created[kind]:>3} of {count:>3}")
    print(f"{'all':<55} {sum(created.values()):>3} of {sum(asked.values()):>3}")
    possible = Counter(one["Type"] for one in reduced(template)["Resources"].values())
    return created == possible


def environments(endpoint, made):
    """Each function's configuration, as the emulator keeps it."""
    functions = client(endpoint, "lambda")
    found = {}
    for one in made:
        if one["ResourceType"] == "AWS::Lambda::Function":
            configuration = functions.get_function_configuration(
                FunctionName=one["PhysicalResourceId"]
            )
            found[one["PhysicalResourceId"]] = {
                "handler": configuration["Handler"],
                "environment": configuration.get("Environment", {}).get("Variables", {}),
            }
    return found


def taken_over(endpoint):
    """Which function has which queues; the emulator, which cannot run them, stops polling."""
    functions = client(endpoint, "lambda")
    found = []
    for one in functions.list_event_source_mappings()["EventSourceMappings"]:
        functions.update_event_source_mapping(UUID=one["UUID"], Enabled=False)
        queue = one["EventSourceArn"].rsplit(":", 1)[1]
        function = one["FunctionArn"].split(":function:")[1].split(":")[0]
        found.append({"queue": queue, "function": function})
    return found


def events_queue(endpoint, made):
    """A queue that gets what the stack's rule passes on of the DAG bucket's events."""
    sqs = client(endpoint, "sqs")
    name = "emulator-dag-files"
    sqs.create_queue(QueueName=name)
    rules = [one for one in made if one["ResourceType"] == "AWS::Events::Rule"]
    target = {"Id": name, "Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"}
    for rule in rules:
        name_of_rule = rule["PhysicalResourceId"].rsplit("/", 1)[-1].split("|")[-1]
        answer = client(endpoint, "events").put_targets(Rule=name_of_rule, Targets=[target])
        if answer["FailedEntryCount"]:
            raise SystemExit(f"the rule {name_of_rule} takes no other target: {answer}")
    return name


def main():
    """Deploys, reports and writes what was made."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("assembly", type=Path, help="the folder that infra-cdk/synth wrote")
    parser.add_argument("made", type=Path, help="the file to write what the stack made to")
    parser.add_argument("--endpoint", required=True, help="where the emulator serves")
    given = parser.parse_args()
    path = next(iter(sorted(given.assembly.glob("*.template.json"))), None)
    if path is None:
        raise SystemExit(f"{given.assembly} holds no template; run infra-cdk/synth")
    template = json.loads(path.read_text())
    begun = time.monotonic()
    artifact = path.name.removesuffix(".template.json")
    manifest = json.loads((given.assembly / "manifest.json").read_text())
    name = manifest["artifacts"][artifact]["properties"]["stackName"]
    bucket = bootstrap(given.endpoint)
    upload(given.endpoint, given.assembly, bucket)
    try:
        formation, stack = create(given.endpoint, bucket, name, reduced(template))
    except ClientError as error:
        raise SystemExit(f"the emulator refuses the template: {error}") from error
    made = resources(formation, name)
    complete = report(template, made)
    took = time.monotonic() - begun
    print(f"{stack['StackStatus']} after {took:.1f} s {stack.get('StackStatusReason', '')}")
    for one in made:
        if one["ResourceStatus"].endswith("FAILED"):
            print(f"{one['LogicalResourceId']}: {one.get('ResourceStatusReason')}")
    if stack["StackStatus"] != "CREATE_COMPLETE" or not complete:
        return 1
    outputs = {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])}
    written = {
        "outputs": outputs,
        "functions": environments(given.endpoint, made),
        "mappings": taken_over(given.endpoint),
        "eventsQueue": events_queue(given.endpoint, made),
    }
    given.made.write_text(json.dumps(written, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
