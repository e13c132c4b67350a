<#-- The ticket as plain text: for files, and for mail programs that show no HTML. -->
<#include "words.ftl">
<#macro lines facts indent="">
<#local width = facts?map(fact -> say(fact.label)?length)?max!0>
<#list facts as fact>
${(indent + say(fact.label)?right_pad(width + 2) + fact.value)?replace("\\s+$", "", "r")}
</#list>
</#macro>
REVIEW: ${reason}
${say(explanation)}

<@lines facts/>
<#if dashboardUrl?has_content>

See the run: ${dashboardUrl}
</#if>
<#if reasoning?has_content>

What the model says of its choice
<#list reasoning as paragraph>
  ${paragraph}
</#list>
</#if>
<#if alternatives?has_content>

${type?has_content?then("What else it could have been", "What it could be")}
<@lines alternatives "  "/>
</#if>
