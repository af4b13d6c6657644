package dev.sonde.engine.question;

import dev.sonde.engine.expression.ValueType;
import dev.sonde.engine.expression.ValueTypes;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import java.util.List;

/** Makes sure that what is compared with a typed key is a value of that type. */
final class TypedConditions {

  private TypedConditions() {}

  static void check(Store store, List<Condition> where, ValueTypes types) {
    for (Condition condition : where) {
      ValueType type = types.declared().get(condition.key());
      if (type == null
          || type == ValueType.TEXT
          || condition.operator() == Condition.Operator.MATCHES) {
        continue;
      }
      String known =
          "SELECT " + type.known(Narrowing.literal(condition.value())) + " IS NOT NULL AS known";
      if (!store.queries().list(new Statement(known), row -> row.truth("known")).getFirst()) {
        throw new UsageException(
            "--where %s: %s is compared as %s, and '%s' is none"
                .formatted(condition, condition.key(), type.word(), condition.value()));
      }
    }
  }
}
