package dev.updraft.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.updraft.core.flow.Decision;
import dev.updraft.core.port.Bytes;
import dev.updraft.core.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * Decisions as bytes. They are stored with every commit, and a commit is paid by the kilobyte, so
 * they are packed: several launches of one run are much alike.
 */
final class Outbox {
  private static final TypeReference<List<Decision>> DECISIONS = new TypeReference<>() {};

  private Outbox() {}

  static Bytes encode(List<Decision> decisions) {
    if (decisions.isEmpty()) {
      return Bytes.of();
    }
    var bytes = new ByteArrayOutputStream();
    try (var packed = new DeflaterOutputStream(bytes)) {
      Json.MAPPER.writerFor(DECISIONS).writeValue(packed, decisions);
    } catch (IOException e) {
      throw new UncheckedIOException("decisions cannot be written as JSON", e);
    }
    return Bytes.of(bytes.toByteArray());
  }

  static List<Decision> decode(Bytes outbox) {
    if (outbox.size() == 0) {
      return List.of();
    }
    try (var plain = new InflaterInputStream(new ByteArrayInputStream(outbox.toArray()))) {
      return Json.MAPPER.readValue(plain, DECISIONS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored outbox is not JSON of decisions", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a stored outbox is damaged", e);
    }
  }
}
