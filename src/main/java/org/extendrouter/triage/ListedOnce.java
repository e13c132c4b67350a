package org.extendrouter.triage;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.extendrouter.triage.TriageProperties.Type;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** No name and no classification id stands in two entries. The violation names the second. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ListedOnce.Validator.class)
@interface ListedOnce {

  /**
   * What to do about it.
   *
   * @return the message; {@code {name}} is what stands twice, {@code {first}} the first entry
   */
  String message() default
      "\"{name}\" stands in extend.types[{first}], too: keep it in one entry of extend.types";

  /**
   * When it is checked.
   *
   * @return always
   */
  Class<?>[] groups() default {};

  /**
   * What is known of it beside the message.
   *
   * @return nothing
   */
  Class<? extends Payload>[] payload() default {};

  /** Looks for what stands twice. */
  final class Validator implements ConstraintValidator<ListedOnce, List<Type>> {

    @Override
    public boolean isValid(List<Type> types, ConstraintValidatorContext context) {
      context.disableDefaultConstraintViolation();
      Map<String, Integer> names = new HashMap<>();
      Map<String, Integer> ids = new HashMap<>();
      boolean valid = true;
      for (int i = 0; i < types.size(); i++) {
        Type type = types.get(i);
        Integer first = type.type() == null ? null : names.putIfAbsent(type.type(), i);
        if (first != null) {
          valid = false;
          violation(context, type.type(), first)
              .addPropertyNode("type")
              .inIterable()
              .atIndex(i)
              .addConstraintViolation();
        }
        for (int j = 0; j < type.ids().size(); j++) {
          Integer other = ids.putIfAbsent(type.ids().get(j), i);
          if (other != null) {
            valid = false;
            violation(context, type.ids().get(j), other)
                .addPropertyNode("ids")
                .inIterable()
                .atIndex(i)
                .addBeanNode()
                .inIterable()
                .atIndex(j)
                .addConstraintViolation();
          }
        }
      }
      return valid;
    }

    private static ConstraintViolationBuilder violation(
        ConstraintValidatorContext context, String name, int first) {
      return context
          .unwrap(HibernateConstraintValidatorContext.class)
          .addMessageParameter("name", name)
          .addMessageParameter("first", first)
          .buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate());
    }
  }
}
