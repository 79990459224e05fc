package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.updraft.api.http.HttpAnswer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked wrongly is answered as Airflow 3.3.2 answered it when it was asked. */
class BadRequestsTest {
  private static final String RUNS = "/api/v2/dags/orders/dagRuns";
  private final ApiWorld world = new ApiWorld();

  @BeforeEach
  void publish() {
    world.publish(SampleDags.orders());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "/api/v2/dags?limit=-1; {'type':'greater_than_equal','loc':['query','limit'],"
            + "'msg':'Input should be greater than or equal to 0','input':'-1','ctx':{'ge':0}}",
        "/api/v2/dags?offset=; {'type':'int_parsing','loc':['query','offset'],'msg':'Input should"
            + " be a valid integer, unable to parse string as an integer','input':''}",
        "/api/v2/dags?paused=maybe; {'type':'bool_parsing','loc':['query','paused'],'msg':'Input"
            + " should be a valid boolean, unable to interpret input','input':'maybe'}",
        "/api/v2/dags?tags=a&tags_match_mode=some; {'type':'literal_error','loc':['query',"
            + "'tags_match_mode'],'msg':'Input should be #any# or #all#','input':'some',"
            + "'ctx':{'expected':'#any# or #all#'}}",
        "/api/v2/dags?last_dag_run_state=tired; {'type':'enum','loc':['query',"
            + "'last_dag_run_state'],'msg':'Input should be #queued#, #running#, #success# or"
            + " #failed#','input':'tired','ctx':{'expected':'#queued#, #running#, #success# or"
            + " #failed#'}}",
        "/api/v2/dags/~/dagRuns?start_date_gte=soon; {'type':'datetime_from_date_parsing','loc':"
            + "['query','start_date_gte'],'msg':'Input should be a valid datetime or date, input is"
            + " too short','input':'soon','ctx':{'error':'input is too short'}}",
        "/api/v2/dags/~/dagRuns?end_date_lt=2026-13-01; {'type':'datetime_from_date_parsing',"
            + "'loc':['query','end_date_lt'],'msg':'Input should be a valid datetime or date, month"
            + " value is outside expected range of 1-12','input':'2026-13-01','ctx':{'error':"
            + "'month value is outside expected range of 1-12'}}",
        "/api/v2/dags/~/dagRuns?duration_gte=x; {'type':'float_parsing','loc':['query',"
            + "'duration_gte'],'msg':'Input should be a valid number, unable to parse string as a"
            + " number','input':'x'}",
      })
  void aBadParameterIsNamed(String target, String detail) {
    var answer = world.call("GET", target, null);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).isEqualTo("{\"detail\":[" + json(detail) + "]}");
  }

  @Test
  void aStateOrKindThatThereIsNotIsAnsweredWithThoseThereAre() {
    assertThat(world.call("GET", RUNS + "?state=tired", null).body())
        .isEqualTo(
            "{\"detail\":\"Invalid value for state. Valid values are queued, running, success,"
                + " failed\"}");
    assertThat(world.call("GET", RUNS + "?run_type=odd", null).body())
        .isEqualTo(
            "{\"detail\":\"Invalid value for run type. Valid values are backfill, scheduled,"
                + " manual, operator_triggered, asset_triggered, asset_materialization\"}");
  }

  @Test
  void timesMayBeDatesOrSecondsSince1970AndAPlusSignMayStandAsItIs() {
    world.call("POST", RUNS, "{\"logical_date\":1767225600}");

    for (var time : new String[] {"2026-01-01", "1767225600", "2026-01-01T01:00:00+01:00"}) {
      assertThat(
              world
                  .get(RUNS + "?logical_date_gte=" + time + "&logical_date_lte=" + time)
                  .get("total_entries")
                  .asInt())
          .describedAs(time)
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "[1]; model_attributes_type",
        "3; model_attributes_type",
        "null; missing",
        "`  `; missing",
        "{; json_invalid",
        "not json; json_invalid",
        "{'logical_date':true}; datetime_type",
        "{'logical_date':'2026-01-01'}; timezone_aware",
        "{'logical_date':'2026-02-30T00:00:00Z'}; datetime_from_date_parsing",
        "{'logical_date':null,'conf':'x'}; dict_type",
        "{'logical_date':null,'dag_run_id':5}; string_type",
        "{'logical_date':null,'wat':1}; extra_forbidden",
      })
  void aBadBodyIsNamed(String body, String type) {
    var answer = world.call("POST", RUNS, json(body));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(ApiWorld.json(answer).at("/detail/0/type").asText()).isEqualTo(type);
    assertThat(world.told()).isEmpty();
  }

  @Test
  void aBodyThatIsNotSaidToBeJsonIsNotReadAsJson() {
    var body = "{\"logical_date\":null}";

    assertThat(type(world.call("POST", RUNS, body, "content-type", "text/plain")))
        .isEqualTo("model_attributes_type");
    assertThat(type(world.call("POST", RUNS, body, "content-type", "")))
        .isEqualTo("model_attributes_type");
    assertThat(
            world
                .call("POST", RUNS, body, "content-type", "application/vnd.x+json; charset=utf-8")
                .status())
        .isEqualTo(200);
  }

  @Test
  void wordsAndNumbersAreTakenForWhatTheyMean() {
    var dag = "/api/v2/dags/orders";
    assertThat(ApiWorld.json(world.call("PATCH", dag, "{\"is_paused\":\"yes\"}")).get("is_paused"))
        .hasToString("true");
    assertThat(ApiWorld.json(world.call("PATCH", dag, "{\"is_paused\":0}")).get("is_paused"))
        .hasToString("false");
    assertThat(type(world.call("PATCH", dag, "{\"is_paused\":\"x\"}"))).isEqualTo("bool_parsing");
    assertThat(type(world.call("PATCH", dag, "{\"is_paused\":null}"))).isEqualTo("bool_type");
    var pool = "{\"name\":\"p\",\"slots\":%s}";
    assertThat(type(post(pool.formatted("1.5")))).isEqualTo("int_from_float");
    assertThat(type(post(pool.formatted("\"x\"")))).isEqualTo("int_parsing");
    assertThat(post(pool.formatted("-2")).body()).contains("\"input\":-2,\"ctx\":{\"ge\":-1}");
    assertThat(ApiWorld.json(post(pool.formatted("\"4\""))).get("slots").asInt()).isEqualTo(4);
  }

  @Test
  void aVariablesJsonIsPrintedAsPythonPrintsIt() {
    var answer =
        world.call("POST", "/api/v2/variables", "{\"key\":\"k\",\"value\":{\"a\":[1,\"ü\"]}}");

    assertThat(ApiWorld.json(answer).get("value").asText()).isEqualTo("{\"a\": [1, \"\\u00FC\"]}");
  }

  private HttpAnswer post(String body) {
    return world.call("POST", "/api/v2/pools", body);
  }

  private static String type(HttpAnswer answer) {
    assertThat(answer.status()).isEqualTo(422);
    return ApiWorld.json(answer).at("/detail/0/type").asText();
  }

  private static String json(String text) {
    return text.replace('\'', '"').replace('#', '\'');
  }
}
