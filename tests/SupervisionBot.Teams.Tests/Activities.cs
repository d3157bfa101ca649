namespace SupervisionBot.Teams.Tests;

/// <summary>Activities as the service sends them, with invented ids.</summary>
internal static class Activities
{
    public const string Tenant = "11111111-0000-4000-8000-000000000001";
    public const string Anna = "22222222-0000-4000-8000-000000000002";
    public const string Bot = "28:33333333-0000-4000-8000-000000000003";
    public const string ServiceUrl = "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/";

    public const string Message = """
        {
          "type": "message", "id": "1790000000001", "channelId": "msteams",
          "timestamp": "2026-03-02T08:15:30.123Z", "localTimestamp": "2026-03-02T09:15:30.123+01:00", "localTimezone": "Europe/Berlin",
          "serviceUrl": "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/",
          "from": { "id": "29:1AnnaOpaque", "name": "Anna Keller", "aadObjectId": "22222222-0000-4000-8000-000000000002" },
          "recipient": { "id": "28:33333333-0000-4000-8000-000000000003", "name": "Supervision" },
          "conversation": { "id": "a:1PersonalOpaque", "conversationType": "personal", "tenantId": "11111111-0000-4000-8000-000000000001" },
          "text": "help", "textFormat": "plain",
          "attachments": [ { "contentType": "text/html", "content": "<p>help</p>" } ],
          "entities": [ { "type": "clientInfo", "locale": "de-DE", "country": "DE", "platform": "Windows", "timezone": "Europe/Berlin" } ],
          "channelData": { "tenant": { "id": "11111111-0000-4000-8000-000000000001" } },
          "locale": "de-DE"
        }
        """;

    public const string ChannelMessage = """
        {
          "type": "message", "id": "1790000000777", "channelId": "msteams", "timestamp": "2026-03-02T08:20:00Z",
          "serviceUrl": "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/",
          "from": { "id": "29:1AnnaOpaque", "name": "Anna Keller", "aadObjectId": "22222222-0000-4000-8000-000000000002" },
          "recipient": { "id": "28:33333333-0000-4000-8000-000000000003", "name": "Supervision" },
          "conversation": {
            "id": "19:chanOpaque@thread.tacv2;messageid=1790000000700",
            "conversationType": "channel", "isGroup": true, "tenantId": "11111111-0000-4000-8000-000000000001"
          },
          "text": "<at>Supervision</at> status please", "textFormat": "plain",
          "entities": [
            { "type": "mention", "text": "<at>Supervision</at>", "mentioned": { "id": "28:33333333-0000-4000-8000-000000000003", "name": "Supervision" } },
            { "type": "clientInfo", "locale": "en-GB", "platform": "Web" }
          ],
          "channelData": {
            "tenant": { "id": "11111111-0000-4000-8000-000000000001" },
            "team": { "id": "19:generalOpaque@thread.tacv2", "name": "Duty Team", "aadGroupId": "44444444-0000-4000-8000-000000000004" },
            "channel": { "id": "19:chanOpaque@thread.tacv2" }
          }
        }
        """;

    public const string Submit = """
        {
          "type": "message", "id": "f:55555555-0000-4000-8000-000000000005", "channelId": "msteams",
          "serviceUrl": "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/",
          "from": { "id": "29:1AnnaOpaque", "aadObjectId": "22222222-0000-4000-8000-000000000002" },
          "recipient": { "id": "28:33333333-0000-4000-8000-000000000003" },
          "conversation": { "id": "a:1PersonalOpaque", "conversationType": "personal", "tenantId": "11111111-0000-4000-8000-000000000001" },
          "replyToId": "1790000000500",
          "value": { "verb": "action.accept", "op": "01J0OPAQUEKEY", "comment": "fine" },
          "channelData": { "source": { "name": "message" }, "tenant": { "id": "11111111-0000-4000-8000-000000000001" } }
        }
        """;

    public const string Install = """
        {
          "type": "installationUpdate", "action": "add", "id": "f:77777777-0000-4000-8000-000000000008", "channelId": "msteams",
          "serviceUrl": "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/",
          "from": { "id": "29:1AnnaOpaque", "aadObjectId": "22222222-0000-4000-8000-000000000002" },
          "recipient": { "id": "28:33333333-0000-4000-8000-000000000003", "name": "Supervision" },
          "conversation": { "id": "a:1PersonalOpaque", "conversationType": "personal", "tenantId": "11111111-0000-4000-8000-000000000001" },
          "entities": [ { "type": "clientInfo", "locale": "en-US" } ],
          "channelData": { "tenant": { "id": "11111111-0000-4000-8000-000000000001" }, "source": { "name": "message" } },
          "locale": "en-US"
        }
        """;

    public const string Execute = """
        {
          "type": "invoke", "name": "adaptiveCard/action", "id": "f:99999999-0000-4000-8000-000000000010", "channelId": "msteams",
          "timestamp": "2026-03-02T08:16:00Z", "serviceUrl": "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/",
          "from": { "id": "29:1AnnaOpaque", "name": "Anna Keller", "aadObjectId": "22222222-0000-4000-8000-000000000002" },
          "recipient": { "id": "28:33333333-0000-4000-8000-000000000003", "name": "Supervision" },
          "conversation": { "id": "a:1PersonalOpaque", "conversationType": "personal", "tenantId": "11111111-0000-4000-8000-000000000001" },
          "replyToId": "1790000000500", "locale": "de-DE", "localTimezone": "Europe/Berlin",
          "channelData": { "source": { "name": "message" }, "tenant": { "id": "11111111-0000-4000-8000-000000000001" } },
          "value": {
            "action": { "type": "Action.Execute", "id": "accept", "verb": "action.accept", "data": { "op": "01J0OPAQUEKEY", "comment": "fine" } },
            "trigger": "manual"
          }
        }
        """;

    public const string TaskFetch = """
        {
          "type": "invoke", "name": "task/fetch", "id": "f:99999999-0000-4000-8000-000000000012", "channelId": "msteams",
          "serviceUrl": "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/",
          "from": { "id": "29:1AnnaOpaque", "aadObjectId": "22222222-0000-4000-8000-000000000002" },
          "recipient": { "id": "28:33333333-0000-4000-8000-000000000003" },
          "conversation": { "id": "19:groupOpaque@thread.v2", "conversationType": "groupChat", "isGroup": true },
          "channelData": { "tenant": { "id": "11111111-0000-4000-8000-000000000001" } },
          "value": { "data": { "msteams": { "type": "task/fetch" }, "verb": "note.open" }, "context": { "theme": "dark" } }
        }
        """;

    public const string TaskSubmit = """
        {
          "type": "invoke", "name": "task/submit", "id": "f:99999999-0000-4000-8000-000000000011", "channelId": "msteams",
          "serviceUrl": "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/",
          "from": { "id": "29:1AnnaOpaque", "aadObjectId": "22222222-0000-4000-8000-000000000002" },
          "recipient": { "id": "28:33333333-0000-4000-8000-000000000003" },
          "conversation": { "id": "a:1PersonalOpaque", "conversationType": "personal", "tenantId": "11111111-0000-4000-8000-000000000001" },
          "value": { "data": { "verb": "note.save", "text": "call on Friday" }, "context": { "theme": "dark" } }
        }
        """;

    public const string BotAdded = """
        {
          "type": "conversationUpdate", "id": "f:66666666-0000-4000-8000-000000000006", "channelId": "msteams", "timestamp": "2026-03-02T08:00:00Z",
          "serviceUrl": "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/",
          "from": { "id": "29:1AnnaOpaque", "aadObjectId": "22222222-0000-4000-8000-000000000002" },
          "recipient": { "id": "28:33333333-0000-4000-8000-000000000003", "name": "Supervision" },
          "conversation": { "id": "19:chanOpaque@thread.tacv2", "conversationType": "channel", "isGroup": true, "tenantId": "11111111-0000-4000-8000-000000000001" },
          "membersAdded": [ { "id": "28:33333333-0000-4000-8000-000000000003" } ],
          "channelData": {
            "eventType": "teamMemberAdded", "tenant": { "id": "11111111-0000-4000-8000-000000000001" },
            "team": { "id": "19:generalOpaque@thread.tacv2", "name": "Duty Team", "aadGroupId": "44444444-0000-4000-8000-000000000004" },
            "settings": { "selectedChannel": { "id": "19:chanOpaque@thread.tacv2" } }
          }
        }
        """;

    public const string ChannelRenamed = """
        {
          "type": "conversationUpdate", "id": "f:66666666-0000-4000-8000-000000000007", "channelId": "msteams",
          "serviceUrl": "http://127.0.0.1:9/emea/11111111-0000-4000-8000-000000000001/",
          "conversation": { "id": "19:generalOpaque@thread.tacv2", "conversationType": "channel", "isGroup": true },
          "recipient": { "id": "28:33333333-0000-4000-8000-000000000003" }, "from": { "id": "29:1AnnaOpaque" },
          "channelData": {
            "eventType": "channelRenamed", "channel": { "id": "19:chanOpaque@thread.tacv2", "name": "Duty" },
            "team": { "id": "19:generalOpaque@thread.tacv2" }, "tenant": { "id": "11111111-0000-4000-8000-000000000001" }
          }
        }
        """;

    public static readonly IReadOnlyList<string> Handled = [Message, ChannelMessage, Submit, Install, Execute, TaskFetch, TaskSubmit];
}
