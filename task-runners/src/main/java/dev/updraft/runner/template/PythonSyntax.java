package dev.updraft.runner.template;

import com.hubspot.jinjava.el.ExtendedSyntaxBuilder;
import com.hubspot.jinjava.el.ext.AdditionOperator;
import com.hubspot.jinjava.el.ext.AstTuple;
import com.hubspot.jinjava.el.ext.CollectionMembershipOperator;
import com.hubspot.jinjava.el.ext.CollectionNonMembershipOperator;
import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.el.ext.PowerOfOperator;
import com.hubspot.jinjava.el.ext.StringConcatOperator;
import com.hubspot.jinjava.el.ext.TruncDivOperator;
import java.util.ArrayList;
import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.impl.Builder;
import jinjava.de.odysseus.el.tree.impl.Parser;
import jinjava.de.odysseus.el.tree.impl.Scanner.ExtensionToken;
import jinjava.de.odysseus.el.tree.impl.ast.AstBinary;
import jinjava.de.odysseus.el.tree.impl.ast.AstDot;
import jinjava.de.odysseus.el.tree.impl.ast.AstMethod;
import jinjava.de.odysseus.el.tree.impl.ast.AstNode;
import jinjava.de.odysseus.el.tree.impl.ast.AstParameters;
import jinjava.de.odysseus.el.tree.impl.ast.AstProperty;
import jinjava.javax.el.ELContext;
import org.jspecify.annotations.Nullable;

/** jinjava's expressions, with Python's operators. jinjava creates it by its name. */
public final class PythonSyntax extends ExtendedSyntaxBuilder {
  private static final long serialVersionUID = 1L;

  /** As jinjava creates it. */
  public PythonSyntax(Feature... features) {
    super(features);
  }

  @Override
  protected Parser createParser(String expression) {
    return new PythonParser(this, expression);
  }

  private static final class PythonParser extends ExtendedParser {
    PythonParser(Builder builder, String input) {
      super(builder, input);
      handle(StringConcatOperator.TOKEN, ExtensionPoint.ADD, PythonOperator.CONCAT);
      handle(TruncDivOperator.TOKEN, ExtensionPoint.MUL, PythonOperator.FLOOR_DIV);
      handle(PowerOfOperator.TOKEN, ExtensionPoint.MUL, PythonOperator.POWER);
      handle(CollectionMembershipOperator.TOKEN, ExtensionPoint.CMP, PythonOperator.IN);
      handle(CollectionNonMembershipOperator.TOKEN, ExtensionPoint.CMP, PythonOperator.NOT_IN);
    }

    private void handle(ExtensionToken token, ExtensionPoint point, PythonOperator operator) {
      putExtensionHandler(
          token,
          new ExtensionHandler(point) {
            @Override
            public AstNode createAstNode(AstNode... children) {
              return new AstBinary(children[0], children[1], operator);
            }
          });
    }

    @Override
    protected AstDot createAstDot(AstNode base, String property, boolean lvalue) {
      return new StrictDot(base, property, lvalue);
    }

    @Override
    protected AstMethod createAstMethod(AstProperty property, AstParameters parameters) {
      return new StrictMethod(property, parameters);
    }

    @Override
    protected AstTuple createAstTuple(AstParameters parameters) {
      return new PythonTuple(parameters);
    }

    @Override
    protected AstBinary createAstBinary(AstNode left, AstNode right, AstBinary.Operator operator) {
      return super.createAstBinary(left, right, python(operator));
    }

    @SuppressWarnings("ReferenceEquality") // The library's operators are constants without equals.
    private static AstBinary.Operator python(AstBinary.Operator operator) {
      if (operator == AdditionOperator.OP || operator == AstBinary.ADD) {
        return PythonOperator.ADD;
      } else if (operator == AstBinary.SUB) {
        return PythonOperator.SUB;
      } else if (operator == AstBinary.MUL) {
        return PythonOperator.MUL;
      } else if (operator == AstBinary.DIV) {
        return PythonOperator.DIV;
      } else if (operator == AstBinary.MOD) {
        return PythonOperator.MOD;
      } else if (operator == AstBinary.EQ) {
        return PythonOperator.EQ;
      } else if (operator == AstBinary.NE) {
        return PythonOperator.NE;
      } else if (operator == AstBinary.LT) {
        return PythonOperator.LT;
      } else if (operator == AstBinary.LE) {
        return PythonOperator.LE;
      } else if (operator == AstBinary.GT) {
        return PythonOperator.GT;
      } else if (operator == AstBinary.GE) {
        return PythonOperator.GE;
      } else if (operator == AstBinary.AND) {
        return PythonOperator.AND;
      }
      return operator;
    }
  }

  /** An attribute of None is an error, not None. */
  private static final class StrictDot extends AstDot {
    StrictDot(AstNode base, String property, boolean lvalue) {
      super(base, property, lvalue);
    }

    @Override
    public @Nullable Object eval(Bindings bindings, ELContext context) {
      var base = prefix.eval(bindings, context);
      if (base == null) {
        throw new TemplateException("'None' has no attribute '%s'".formatted(property));
      }
      context.setPropertyResolved(false);
      return context.getELResolver().getValue(context, base, property);
    }
  }

  /** A method of None is an error, not None. */
  private static final class StrictMethod extends AstMethod {
    StrictMethod(AstProperty property, AstParameters parameters) {
      super(property, parameters);
    }

    @Override
    public @Nullable Object eval(Bindings bindings, ELContext context) {
      return eval(bindings, context, false);
    }
  }

  private static final class PythonTuple extends AstTuple {
    PythonTuple(AstParameters parameters) {
      super(parameters);
    }

    @Override
    public Object eval(Bindings bindings, ELContext context) {
      var items = new ArrayList<@Nullable Object>();
      for (int i = 0; i < elements.getCardinality(); i++) {
        items.add(elements.getChild(i).eval(bindings, context));
      }
      return new Tuple(items);
    }
  }
}
