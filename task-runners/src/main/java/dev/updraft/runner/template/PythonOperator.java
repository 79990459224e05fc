package dev.updraft.runner.template;

import com.hubspot.jinjava.util.ObjectTruthValue;
import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/** Python's binary operators. */
enum PythonOperator implements AstBinary.Operator {
  ADD("+") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Arithmetic.add(a, b);
    }
  },
  SUB("-") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Arithmetic.subtract(a, b);
    }
  },
  MUL("*") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Arithmetic.multiply(a, b);
    }
  },
  DIV("/") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Arithmetic.divide(a, b);
    }
  },
  FLOOR_DIV("//") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Arithmetic.floorDivide(a, b);
    }
  },
  MOD("%") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return a instanceof CharSequence format
          ? PercentFormat.format(format.toString(), b)
          : Arithmetic.modulo(a, b);
    }
  },
  POWER("**") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Arithmetic.power(a, b);
    }
  },
  CONCAT("~") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      var first = PythonText.str(a);
      var second = PythonText.str(b);
      Meter.text((long) first.length() + second.length());
      return first + second;
    }
  },
  EQ("==") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Comparison.equal(a, b);
    }
  },
  NE("!=") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return !Comparison.equal(a, b);
    }
  },
  LT("<") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Comparison.compare(a, b, "<") < 0;
    }
  },
  LE("<=") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Comparison.compare(a, b, "<=") <= 0;
    }
  },
  GT(">") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Comparison.compare(a, b, ">") > 0;
    }
  },
  GE(">=") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Comparison.compare(a, b, ">=") >= 0;
    }
  },
  IN("in") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return Comparison.contains(b, a);
    }
  },
  NOT_IN("not in") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return !Comparison.contains(b, a);
    }
  },
  AND("and") {
    @Override
    @Nullable Object apply(@Nullable Object a, @Nullable Object b) {
      return b;
    }

    @Override
    public @Nullable Object eval(
        Bindings bindings, ELContext context, AstNode left, AstNode right) {
      var first = left.eval(bindings, context);
      return ObjectTruthValue.evaluate(first) ? right.eval(bindings, context) : first;
    }
  };

  private final String symbol;

  PythonOperator(String symbol) {
    this.symbol = symbol;
  }

  abstract @Nullable Object apply(@Nullable Object a, @Nullable Object b);

  @Override
  public @Nullable Object eval(Bindings bindings, ELContext context, AstNode left, AstNode right) {
    Meter.step();
    return apply(left.eval(bindings, context), right.eval(bindings, context));
  }

  @Override
  public String toString() {
    return symbol;
  }
}
