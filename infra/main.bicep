// All that LessonLens needs in Azure. README.md beside this file says why in plain words.
//   az deployment group create --resource-group lessonlens --template-file infra/main.bicep \
//     --parameters image=<registry>/lessonlens:1 databasePassword=<a long one>

@description('Region. Choose one in your own country: there are children on the recordings.')
param location string = resourceGroup().location
@description('Start of all names: lower-case letters and dashes.')
@maxLength(11)
param name string = 'lessonlens'
@description('The image built from the Dockerfile, in a registry that needs no sign-in to pull from.')
param image string
@secure()
param databasePassword string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-apps'
  location: location
}

module network 'network.bicep' = {
  name: 'network'
  params: { location: location, name: name }
}

module storage 'storage.bicep' = {
  name: 'storage'
  params: { location: location, name: name, reader: identity.properties.principalId }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers@2024-08-01' = {
  name: '${name}-${uniqueString(resourceGroup().id)}'
  location: location
  sku: { name: 'Standard_B2s', tier: 'Burstable' }
  properties: {
    version: '17'
    administratorLogin: 'lessonlens'
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32, autoGrow: 'Enabled' }
    backup: { backupRetentionDays: 14, geoRedundantBackup: 'Disabled' }
    network: {
      delegatedSubnetResourceId: network.outputs.databaseSubnet
      privateDnsZoneArmResourceId: network.outputs.databaseNames
    }
  }
  resource lessonlens 'databases' = { name: 'lessonlens' }
}

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: { sku: { name: 'PerGB2018' }, retentionInDays: 30 }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = {
  name: '${name}-apps'
  location: location
  properties: {
    vnetConfiguration: { infrastructureSubnetId: network.outputs.appsSubnet }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' existing = { name: storage.outputs.account }

resource recordings 'Microsoft.App/managedEnvironments/storages@2024-03-01' = {
  parent: environment
  name: 'recordings'
  properties: {
    azureFile: {
      accountName: account.name
      accountKey: account.listKeys().keys[0].value
      shareName: storage.outputs.share
      accessMode: 'ReadWrite'
    }
  }
}

var host = database.properties.fullyQualifiedDomainName
var login = 'Username=lessonlens;Password=${databasePassword}'

module web 'app.bicep' = {
  name: 'web'
  params: {
    location: location
    name: '${name}-web'
    role: 'web'
    image: image
    environment: environment.id
    identity: identity.id
    connection: 'Host=${host};Database=lessonlens;${login};SSL Mode=Require'
    recordings: recordings.name
  }
  dependsOn: [database::lessonlens]
}

module worker 'app.bicep' = {
  name: 'worker'
  params: {
    location: location
    name: '${name}-worker'
    role: 'worker'
    image: image
    environment: environment.id
    identity: identity.id
    connection: 'Host=${host};Database=lessonlens;${login};SSL Mode=Require'
    recordings: recordings.name
  }
  dependsOn: [web]   // The first start brings the database's tables up to date.
}

output address string = web.outputs.address
