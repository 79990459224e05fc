"""Prints the fields of Airflow's answers with their types, for RestShapesTest.

Made with `python airflow_fields.py > airflow-fields.json` where apache-airflow-core 3.3.2 is
installed. A type ends in "?" if the field may be null.
"""

import importlib
import json

MODELS = {
    "dag_run": ["DAGRunCollectionResponse", "DAGRunResponse"],
    "dag_stats": ["DagStatsResponse", "DagStatsStateResponse"],
    "dag_tags": ["DagTagResponse"],
    "dag_versions": ["DagVersionResponse"],
    "dags": ["DAGDetailsResponse", "DAGResponse"],
    "import_error": ["ImportErrorResponse"],
    "log": ["StructuredLogMessage", "TaskInstancesLogResponse"],
    "monitor": [
        "BaseInfoResponse",
        "DagProcessorInfoResponse",
        "HealthInfoResponse",
        "SchedulerInfoResponse",
        "TriggererInfoResponse",
    ],
    "pools": ["PoolResponse"],
    "task_instance_history": ["TaskInstanceHistoryResponse"],
    "task_instances": ["TaskInstanceCollectionResponse", "TaskInstanceResponse"],
    "tasks": ["TaskResponse"],
    "variables": ["VariableResponse"],
    "version": ["VersionInfo"],
    "xcom": ["XComResponse", "XComResponseNative", "XComResponseString"],
}


def kind(schema, definitions):
    """A field's type in one word."""
    if "$ref" in schema:
        return kind(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
    if "anyOf" in schema:
        kinds = [kind(option, definitions) for option in schema["anyOf"]]
        known = sorted({name for name in kinds if name != "null"})
        return "|".join(known) + ("?" if "null" in kinds else "")
    if "type" not in schema:
        return "any"
    return schema.get("format", schema["type"])


def fields(model):
    """The fields of a model by the names they have in an answer."""
    schema = model.model_json_schema(mode="serialization", by_alias=True)
    definitions = schema.get("$defs", {})
    return {name: kind(field, definitions) for name, field in schema["properties"].items()}


def main():
    """Prints all models' fields as JSON."""
    package = "airflow.api_fastapi.core_api.datamodels."
    answers = {}
    for module, names in MODELS.items():
        for name in names:
            answers[name] = fields(getattr(importlib.import_module(package + module), name))
    answers = dict(sorted(answers.items()))
    print(json.dumps({"apache-airflow-core": "3.3.2", "answers": answers}, indent=2))


if __name__ == "__main__":
    main()
