package dev.updraft.runner.template;

import com.hubspot.jinjava.util.HasObjectTruthValue;

/** A name that means nothing. Any use of it but {@code is defined} and {@code default} fails. */
record Undefined(String name) implements HasObjectTruthValue {
  @Override
  public boolean getObjectTruthValue() {
    throw new TemplateException("'%s' is undefined".formatted(name));
  }

  @Override
  public String toString() {
    throw new TemplateException("'%s' is undefined".formatted(name));
  }
}
