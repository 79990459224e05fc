package dev.updraft.runner.template;

import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstUnary;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/** A plus or minus before a value. */
enum PythonSign implements AstUnary.Operator {
  NEGATIVE,
  POSITIVE;

  @Override
  public @Nullable Object eval(Bindings bindings, ELContext context, AstNode node) {
    var value = node.eval(bindings, context);
    return switch (this) {
      case POSITIVE -> Arithmetic.number(value);
      case NEGATIVE ->
          value instanceof Double decimal ? (Object) (-decimal) : Arithmetic.multiply(value, -1L);
    };
  }
}
