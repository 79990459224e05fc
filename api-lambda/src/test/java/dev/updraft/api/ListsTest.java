package dev.updraft.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListsTest {
  private final ApiWorld world = new ApiWorld();

  @BeforeEach
  void publish() {
    world.publish(SampleDags.orders());
    for (int i = 0; i < 120; i++) {
      world.publish(SampleDags.small("small_%03d".formatted(i)));
    }
  }

  @Test
  void aPageHasFiftyItemsUnlessAskedAndNeverMoreThanAHundred() {
    assertThat(ids("")).hasSize(50).first().isEqualTo("orders");
    assertThat(ids("?limit=1000")).hasSize(100);
    assertThat(world.get("/api/v2/dags?limit=1").get("total_entries").asInt()).isEqualTo(121);
    assertThat(ids("?offset=120")).containsExactly("small_119");
  }

  @Test
  void listsAreOrderedByWhatIsAllowed() {
    assertThat(ids("?order_by=-dag_id&limit=1")).containsExactly("small_119");
    var answer = world.call("GET", "/api/v2/dags?order_by=secret", null);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("Ordering with 'secret' is disallowed");
  }

  @Test
  void patternsAreFoundAnywhereAndPrefixesAtTheStart() {
    assertThat(ids("?dag_id_pattern=RDER|l_119")).containsExactly("orders", "small_119");
    assertThat(ids("?dag_id_pattern=small%25_11%25&limit=100")).hasSize(10 + 2 - 1);
    assertThat(ids("?dag_id_prefix_pattern=ord")).containsExactly("orders");
    assertThat(ids("?dag_id_prefix_pattern=rder")).isEmpty();
  }

  @Test
  void aBadParameterIsAnsweredAsFastApiDoes() {
    var answer = world.call("GET", "/api/v2/dags?limit=x", null);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            "{\"detail\":[{\"type\":\"int_parsing\",\"loc\":[\"query\",\"limit\"],"
                + "\"msg\":\"Input should be a valid integer, unable to parse string as an"
                + " integer\",\"input\":\"x\"}]}");
  }

  @Test
  void whatIsNotThereIsSaidSo() {
    assertThat(world.call("GET", "/api/v2/assets", null).body())
        .isEqualTo("{\"error\":\"API route not found\"}");
    assertThat(world.call("GET", "/api/v2/dags/", null).status()).isEqualTo(404);
    assertThat(world.call("GET", "/ui/nope", null).body()).isEqualTo("{\"detail\":\"Not Found\"}");
    var wrong = world.call("DELETE", "/api/v2/version", null);
    assertThat(wrong.status()).isEqualTo(405);
    assertThat(wrong.headers()).containsEntry("allow", "GET");
    assertThat(world.call("HEAD", "/api/v2/dags", null).status()).isEqualTo(405);
    assertThat(world.call("PATCH", "/api/v2/assets", "{}").status()).isEqualTo(405);
    assertThat(world.call("GET", "/api/v2/dags/nope", null).status()).isEqualTo(404);
    assertThat(world.call("GET", "/api/v2/config", null).status()).isEqualTo(403);
  }

  private List<String> ids(String query) {
    return world.get("/api/v2/dags" + query).findValuesAsText("dag_id").stream()
        .distinct()
        .toList();
  }
}
